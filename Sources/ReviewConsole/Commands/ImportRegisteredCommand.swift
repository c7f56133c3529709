import Domain
import Store

/// `import registered` (导入 在册): takes in how many persons bureaus have on their registers.
enum ImportRegisteredCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件",
    Text(
      zh: "CSV 文件（UTF-8），首行：部门代码、日期、在册人数（department、date、registered）",
      en: "a CSV file in UTF-8 with the columns department, date and registered"))

  static let spec = CommandSpec(
    "import registered", "导入 在册",
    summary: Text(zh: "导入各部门的在册会计人员数，用来算覆盖率", en: "takes in how many accountants are registered, for coverage"),
    details: Text(
      zh:
        "每行是一个部门本级某一天的在册人数，不含下级部门；部门写代码或带城市的全称。报表取期末以前最近的一天。同一部门同一天再次导入，以后导入的为准。有错的行拒收，其余照常导入；有拒收时退出码为 1。再次导入是安全的。",
      en:
        "A line is what a bureau itself has on its register on a day, without those of the bureaus below. Reports take the latest figure before the end of their period. A later file replaces the figure of the same bureau and day. Wrong lines are refused, the others go in; the exit code is 1 when a line was refused. Importing again is safe."
    ),
    arguments: [file.spec], options: [FileImport.refused.spec],
    examples: [
      .init(
        Text(zh: "导入 在册 registered.csv", en: "import registered registered.csv"),
        Text(zh: "导入在册人数", en: "a list of figures"))
    ],
    roles: [.administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let (today, standards) = (try await context.databaseDay(), context.standards)
    return try await FileImport.run(
      context, input, file: input.require(file), title: Text(zh: "导入在册人数", en: "Registered")
    ) { LookupImporter.registered(store: $0, standards: standards, today: today, run: $1) }
  }
}
