import Domain

/// `set` (设置): shows and changes the settings of this run.
enum SetCommand: Command {
  static let name = Parameter<String>(
    "setting", "设置项", Text(zh: "要看或要改的设置项", en: "the setting to show or change"),
    kind: .choice(Settings.entries.map { .init(name: $0.name, chinese: $0.chinese, help: $0.help) })
  ) { word throws(BadValue) in word.folded }
  static let value = Parameter<String>.code(
    "value", "值", Text(zh: "新的值，不写则只显示", en: "its new value; without it the setting is shown"))

  static let spec = CommandSpec(
    "set", "设置", summary: Text(zh: "显示或修改本次运行的设置", en: "shows or changes the settings of this run"),
    arguments: [name.spec, value.spec],
    examples: [
      .init("set", Text(zh: "显示全部设置", en: "shows all settings")),
      .init(Text(zh: "设置 语言 en", en: "set lang zh"), Text(zh: "切换界面语言", en: "switches the language")),
      .init("set width 120", Text(zh: "每行 120 格", en: "120 cells a line")),
    ],
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    guard let typed = try input[name]?.lowercased() else { return list(Settings.entries, context) }
    guard let entry = Settings.entry(typed) else {
      throw ConsoleFailure.unknownSetting(
        typed, nearest: Nearness.nearest(to: typed, among: Settings.entries.flatMap { [$0.name, $0.chinese] }))
    }
    guard let newValue = try input[value] else { return list([entry], context) }
    var isValue = false
    context.session.change { isValue = entry.set(&$0, newValue.lowercased()) }
    guard isValue else {
      let expected =
        entry.values.isEmpty
        ? entry.help
        : Text(
          zh: "以下之一：" + entry.values.joined(separator: "、") + "（\(entry.help.zh)）",
          en: "one of " + entry.values.joined(separator: ", ") + " (\(entry.help.en))")
      throw ConsoleFailure.badValue(value.spec, typed: newValue, expected: expected)
    }
    let now = entry.shown(context.settings)
    return CommandOutput(
      json: table([entry], context).json,
      talk: [.done(Text(zh: "\(entry.chinese)（\(entry.name)）：\(now)", en: "\(entry.name): \(now)"))])
  }

  private static func list(_ entries: [Settings.Entry], _ context: ConsoleContext) -> CommandOutput {
    .table(table(entries, context))
  }

  private static func table(_ entries: [Settings.Entry], _ context: ConsoleContext) -> Table {
    let settings = context.settings
    return Table(
      columns: [
        .init("name", Text(zh: "设置项", en: "SETTING")),
        .init("chinese", Text(zh: "中文", en: "CHINESE"), audience: .people),
        .init("value", Text(zh: "现在", en: "NOW")),
        .init("help", Text(zh: "说明", en: "MEANING"), yields: 1, minimum: 10),
      ],
      rows: entries.map {
        [
          .text($0.name), .text($0.chinese), .text($0.shown(settings), mark: .strong),
          .text($0.help(settings.language)),
        ]
      })
  }
}
