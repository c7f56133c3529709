import Domain

/// `help` (帮助): all commands, or one of them.
enum HelpCommand: Command {
  static let topic = Parameter<String>.code(
    "command", "命令", Text(zh: "要了解的命令", en: "the command to explain"), arity: .optionalRest)

  static let markdown = Parameter<Bool>.flag(
    "markdown", "手册", Text(zh: "以 Markdown 输出全部命令的手册", en: "writes the reference of all commands as Markdown"))

  static let spec = CommandSpec(
    "help", "帮助", aliases: ["?", "？"],
    summary: Text(zh: "列出命令，或说明一个命令", en: "lists commands, or explains one"),
    arguments: [topic.spec], options: [markdown.spec],
    examples: [
      .init("help", Text(zh: "全部命令", en: "all commands")),
      .init(Text(zh: "帮助 退回", en: "help return"), Text(zh: "退回怎么用", en: "how to return an application")),
    ],
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    if input[markdown] {
      return CommandOutput(blocks: [
        .verbatim(Reference(table: context.table, standards: context.standards).markdown(context.language))
      ])
    }
    guard let topic = try input[topic] else { return overview(context) }
    let words = try InputLine(topic).words
    if let found = context.table.command(for: words), found.words == words.count {
      return page(of: found.command.spec, context.standards, context.language)
    }
    // `help staff`: everything that begins with the word.
    let group = context.table.specs.filter { spec in
      spec.allNames.contains { $0.split(separator: " ").first.map(String.init) == words.first?.folded.lowercased() }
    }
    guard words.count == 1, !group.isEmpty else {
      throw ConsoleFailure.unknownCommand(words.map(\.folded), nearest: context.table.nearest(to: words))
    }
    return list(group, context)
  }

  /// The page of one command: examples first, then how it is written, then each argument and option.
  static func page(of spec: CommandSpec, _ standards: Standards, _ language: Language) -> CommandOutput {
    var blocks: [CommandOutput.Block] = [
      .heading(
        Text(
          zh: "\(spec.chinese)（\(spec.name)）：\(spec.summary.zh)",
          en: "\(spec.name) (\(spec.chinese)): \(spec.summary.en)"))
    ]
    if !spec.examples.isEmpty {
      blocks.append(
        .card(
          Card(
            title: Text(zh: "例子", en: "Examples"), key: "examples",
            fields: spec.examples.map {
              Card.Field("example", $0.line, .text($0.does(language)))
            }, keepsLabels: true)))
    }
    blocks.append(.heading(Text(zh: "写法", en: "Usage")))
    blocks.append(.text(Text(zh: "  " + spec.usage(.zh), en: "  " + spec.usage(.en))))
    let own =
      parameters(spec.arguments, isOption: false, standards, language)
      + parameters(spec.options, isOption: true, standards, language)
    let common = parameters(CommonOptions.all, isOption: true, standards, language)
    if !own.isEmpty {
      blocks.append(.card(Card(title: Text(zh: "参数", en: "Arguments and options"), key: "parameters", fields: own)))
    }
    blocks.append(.card(Card(title: Text(zh: "通用选项", en: "Common options"), key: "common", fields: common)))
    if let details = spec.details { blocks.append(.text(details)) }
    if let roles = spec.roles {
      let staff = Actor.staffRoles.filter(roles.contains)
      blocks.append(
        .text(
          Text(
            zh: "可以使用的角色：" + staff.map(\.name.zh).joined(separator: "、"),
            en: "For: " + staff.map(\.name.en).joined(separator: ", "))))
    }
    return CommandOutput(blocks: blocks, json: json(of: spec, language))
  }

  private static func overview(_ context: ConsoleContext) -> CommandOutput {
    var output = list(context.table.specs, context)
    output.talk = [
      .hint(
        Text(
          zh: "帮助 命令（help）查看一个命令的例子；中英文命令通用，列表中的申报可以写行号（如 查看 3）。退出（quit）离开。",
          en: "help COMMAND shows examples. Chinese and English names are the same; a row number stands for an "
            + "application of the last list (show 3). quit leaves."))
    ]
    return output
  }

  private static func list(_ specs: [CommandSpec], _ context: ConsoleContext) -> CommandOutput {
    let zh = context.language == .zh
    let table = Table(
      columns: [
        .init(zh ? "chinese" : "name", Text(zh: "命令", en: "COMMAND"), audience: .people),
        .init(zh ? "name" : "chinese", Text(zh: "英文名", en: "CHINESE"), audience: .people),
        .init("does", Text(zh: "作用", en: "DOES"), audience: .people, yields: 1, minimum: 12),
      ],
      rows: specs.map { spec in
        let names = zh ? [spec.chinese, spec.name] : [spec.name, spec.chinese]
        return [.text(names[0], mark: .strong), .text(names[1]), .text(spec.summary(context.language))]
      })
    let machine = Table(
      columns: [
        .init("name", Text(zh: "", en: "")), .init("chinese", Text(zh: "", en: "")),
        .init("summary", Text(zh: "", en: "")),
      ],
      rows: specs.map { [.text($0.name), .text($0.chinese), .text($0.summary(context.language))] })
    return CommandOutput(blocks: [.table(context.format == .table ? table : machine)], json: machine.json)
  }

  private static func parameters(
    _ specs: [ParameterSpec], isOption: Bool, _ standards: Standards, _ language: Language
  ) -> [Card.Field] {
    specs.map { spec in
      var label = isOption ? "--\(spec.name)" : spec.label(language)
      if isOption, language == .zh { label += "（--\(spec.chinese)）" }
      var help = spec.help(language)
      if let choices = spec.choices(standards) {
        help +=
          (language == .zh ? "：" : ": ")
          + choices.map { language == .zh ? "\($0.name)（\($0.chinese)）" : $0.name }.joined(
            separator: language == .zh ? "、" : ", ")
      }
      return Card.Field(spec.name, Text(zh: label, en: label), .text(help))
    }
  }

  private static func json(of spec: CommandSpec, _ language: Language) -> JSONDocument {
    func parameter(_ spec: ParameterSpec) -> JSONDocument {
      [
        "name": .string(spec.name), "chinese": .string(spec.chinese), "required": .bool(spec.isRequired),
        "help": .string(spec.help(language)),
      ]
    }
    return [
      "name": .string(spec.name), "chinese": .string(spec.chinese),
      "aliases": .array(spec.aliases.map { .string($0) }), "summary": .string(spec.summary(language)),
      "usage": .string(spec.usage(language)), "arguments": .array(spec.arguments.map(parameter)),
      "options": .array(spec.options.map(parameter)),
      "examples": .array(
        spec.examples.map { ["line": .string($0.line(language)), "does": .string($0.does(language))] }),
    ]
  }
}
