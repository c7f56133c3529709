import Domain

/// `profile show` (方案 查看): a province's form, step by step.
enum ProfileShowCommand: Command {
  static let province = Parameter<String>.province(
    Text(zh: "省份代号，如 zhejiang；不写则列出全部", en: "a province, such as zhejiang; none lists all"))
  static let version = Parameter<String>.code(
    "version", "版本号", Text(zh: "方案版本（默认现行）", en: "its version (default: the current one)"))
  static let channel = Parameter<String>.code(
    "channel", "渠道", Text(zh: "申报渠道（默认第一个）", en: "the way in (default: the first)"))

  static let spec = CommandSpec(
    "profile show", "方案 查看", aliases: ["profile", "方案"],
    summary: Text(zh: "省级方案：一步一步的表单", en: "a province's form, step by step"),
    arguments: [province.spec], options: [version.spec, channel.spec],
    examples: [
      .init(Text(zh: "方案 查看 zhejiang", en: "profile show zhejiang"), Text(zh: "浙江的表单", en: "the form of Zhejiang"))
    ],
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    await context.database.learnIfThere()
    guard let name = try input[province]?.lowercased() else {
      return .table(
        list(context.catalogue.profiles.all, context.language),
        talk: context.catalogue.profiles.findings.map { finding in
          .warning(Text(zh: "没有使用：\(finding)", en: "Left out: \(finding)"))
        })
    }
    let profile = try context.catalogue.profile(name, version: input[version], today: context.today)
    guard let outline = profile.outline(channel: try input[channel]) else {
      throw ConsoleFailure.badValue(
        channel.spec, typed: try input[channel] ?? "",
        expected: Text(
          zh: "以下之一：" + profile.channels.map(\.id).joined(separator: "、"),
          en: "one of " + profile.channels.map(\.id).joined(separator: ", ")))
    }
    let head = Text(
      zh: "\(profile.name.zh)，版本 \(profile.version)，\(outline.channelName.zh)",
      en: "\(profile.name.en), version \(profile.version), \(outline.channelName.en)")
    let lines = profile.wayIn(channel: outline.channel, context.language) + outline.lines(context.language)
    return CommandOutput(
      blocks: [.heading(head), .verbatim(lines.joined(separator: "\n"))],
      json: JSONDocument(profile.form))
  }

  private static func list(_ profiles: [Profile], _ language: Language) -> Table {
    Table(
      columns: [
        .init("province", Text(zh: "省份", en: "PROVINCE")), .init("version", Text(zh: "版本", en: "VERSION")),
        .init("name", Text(zh: "名称", en: "NAME"), yields: 1, minimum: 10),
        .init("letters", Text(zh: "字头", en: "LETTERS")), .init("valid_from", Text(zh: "启用", en: "FROM")),
        .init("valid_to", Text(zh: "停用", en: "TO")),
      ],
      rows: profiles.map {
        [
          .text($0.province), .text($0.version), .text($0.name(language)), .text($0.letters), .day($0.validFrom),
          .day($0.validTo),
        ]
      })
  }
}

extension Catalogue {
  /// The profile that a person named; without a version the one in force, else the latest.
  func profile(_ province: String, version: String?, today: Day) throws(ConsoleFailure) -> Profile {
    let versions = profiles.versions(of: province)
    let found =
      version.map { versions.version($0, of: province) } ?? versions.current(province, on: today) ?? versions.last
    guard let found else {
      let known = profiles.all.map { "\($0.province) \($0.version)" }.joined(separator: "、")
      throw .badValue(
        ProfileShowCommand.province.spec, typed: [province, version ?? ""].joined(separator: " ").trimmingBlanks(),
        expected: Text(zh: "以下之一：\(known)", en: "one of: \(known)"))
    }
    return found
  }
}
