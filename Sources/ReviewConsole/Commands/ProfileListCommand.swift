import Domain
import Store

/// `profile list` (方案 列表): which versions of which provinces there are, where each comes from, and how many applications use it.
enum ProfileListCommand: Command {
  static let spec = CommandSpec(
    "profile list", "方案 列表",
    summary: Text(
      zh: "各省方案的全部版本：程序自带还是存入的、何时启用、多少份申报在用",
      en: "all versions of all provinces: the program's or put in, from when, used by how many applications"),
    examples: [
      .init(Text(zh: "方案 列表", en: "profile list"), Text(zh: "全部版本", en: "all versions"))
    ],
    roles: [.administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let stored = try await context.read { try await $0.profiles() }
    let today = context.today
    let inForce = Set(
      Dictionary(
        grouping: stored.filter { $0.validFrom <= today && $0.validTo.map { $0 >= today } != false }, by: \.province
      )
      .values.compactMap { $0.last })
    let language = context.language
    let table = Table(
      columns: [
        .init("province", Text(zh: "省份", en: "PROVINCE")), .init("version", Text(zh: "版本", en: "VERSION")),
        .init("name", Text(zh: "名称", en: "NAME"), yields: 1, minimum: 10),
        .init("letters", Text(zh: "字头", en: "LETTERS")), .init("source", Text(zh: "来源", en: "FROM")),
        .init("valid_from", Text(zh: "启用", en: "SINCE")), .init("valid_to", Text(zh: "停用", en: "UNTIL")),
        .init("in_force", Text(zh: "现行", en: "NOW")),
        .init("used", Text(zh: "申报", en: "USED BY"), alignment: .right),
        .init("file", Text(zh: "文件", en: "FILE"), yields: 1, minimum: 8),
        .init("added_at", Text(zh: "存入时间", en: "ADDED")), .init("added_by", Text(zh: "存入人", en: "BY")),
      ],
      rows: stored.map { profile in
        [
          .text(profile.province), .text(profile.version), .text(profile.name), .text(profile.letters),
          profile.file == nil
            ? .named(Text(zh: "程序", en: "program")(language), code: "program")
            : .named(Text(zh: "数据库", en: "database")(language), code: "database"),
          .day(profile.validFrom), .day(profile.validTo), now(inForce.contains(profile), language),
          .integer(profile.used),
          .text(profile.file), .time(profile.addedAt), .text(profile.addedBy),
        ]
      })
    return .table(
      table,
      talk: context.catalogue.profiles.findings.map { finding in
        .warning(Text(zh: "没有使用：\(finding)", en: "Left out: \(finding.line(.en))"))
      })
  }

  private static func now(_ isInForce: Bool, _ language: Language) -> Cell {
    .text(isInForce ? Text(zh: "是", en: "yes")(language) : nil, mark: .good, machine: .bool(isInForce))
  }
}
