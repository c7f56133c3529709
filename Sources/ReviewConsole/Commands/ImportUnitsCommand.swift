import Domain
import Store

/// `import units` (导入 单位): takes in names of units, which the forms fill in by their codes.
enum ImportUnitsCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件",
    Text(
      zh: "CSV 文件（UTF-8），首行：code、name，可加 unit_type、region",
      en: "a CSV file in UTF-8 with the columns code and name, optionally unit_type and region"))

  static let spec = CommandSpec(
    "import units", "导入 单位",
    summary: Text(zh: "导入单位名单，供填报时按代码带出名称", en: "takes in units, so that forms fill in names by codes"),
    details: Text(
      zh:
        "代码是统一社会信用代码或组织机构代码，校验码必须正确。导入的名称优先于审核通过的申报中的名称。有错的行拒收，其余照常导入；有拒收时退出码为 1。再次导入是安全的。",
      en:
        "Codes are credit codes or organisation codes with a right check character. An imported name outranks what approved applications say. Wrong lines are refused, the others go in; the exit code is 1 when a line was refused. Importing again is safe."
    ),
    arguments: [file.spec], options: [FileImport.refused.spec],
    examples: [
      .init(Text(zh: "导入 单位 units.csv", en: "import units units.csv"), Text(zh: "导入单位名单", en: "a list of units"))
    ],
    roles: [.administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let (today, standards) = (context.today, context.standards)
    return try await FileImport.run(
      context, input, file: input.require(file), title: Text(zh: "导入单位", en: "Units")
    ) { LookupImporter.units(store: $0, standards: standards, today: today, run: $1) }
  }
}
