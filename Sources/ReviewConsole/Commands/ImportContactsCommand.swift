import Domain
import Store

/// `import contacts` (导入 电话): takes in how bureaus are reached.
enum ImportContactsCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件",
    Text(
      zh: "CSV 文件（UTF-8），首行：department、phone，可加 address、hours",
      en: "a CSV file in UTF-8 with the columns department and phone, optionally address and hours"))

  static let spec = CommandSpec(
    "import contacts", "导入 电话", summary: Text(zh: "导入各会计管理部门的咨询电话", en: "takes in how bureaus are reached"),
    details: Text(
      zh: "department 写代码或带城市的全称。申报人在联系方式中看到；没有登记的部门会注明。有错的行拒收，其余照常导入；有拒收时退出码为 1。再次导入是安全的。",
      en:
        "department is a code or a full name. Applicants see it among the contacts; bureaus without an entry say so. Wrong lines are refused, the others go in; the exit code is 1 when a line was refused. Importing again is safe."
    ),
    arguments: [file.spec], options: [FileImport.refused.spec],
    examples: [
      .init(
        Text(zh: "导入 电话 contacts.csv", en: "import contacts contacts.csv"), Text(zh: "导入咨询电话", en: "a list of numbers"))
    ],
    roles: [.administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    try await FileImport.run(
      context, input, file: input.require(file), title: Text(zh: "导入电话", en: "Contacts")
    ) { LookupImporter.contacts(store: $0, standards: context.standards, run: $1) }
  }
}
