import Domain
import Store

/// `import archives` (导入 档案): takes in archives of an older system.
enum ImportArchivesCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件", Text(zh: "CSV 文件（UTF-8），首行为栏目代码", en: "a CSV file in UTF-8 whose first line names field ids"))

  static let spec = CommandSpec(
    "import archives", "导入 档案", summary: Text(zh: "导入原有档案，供本人登录后预填", en: "takes in archives of an older system"),
    details: Text(
      zh:
        "首行写栏目代码（方案 查看 列出），另可有 province、password_hash、password_scheme。15 位旧身份证号码升为 18 位。有错的行拒收，其余照常导入；有拒收时退出码为 1。再次导入是安全的。档案说明谁是谁、凭什么登录，只有数据库表结构的所有者能导入（本机数据库自动以其身份连接，其他的用 --database 或 --user）。",
      en:
        "The first line names field ids (see profile show), and also province, password_hash, password_scheme. Old 15-digit numbers are upgraded. Wrong lines are refused, the others go in; the exit code is 1 when a line was refused. Importing again is safe. An archive says who somebody is and by what the person comes in: only the owner of the schema imports it (of the private cluster by itself, elsewhere by --database or --user)."
    ),
    arguments: [file.spec], options: [FileImport.refused.spec],
    examples: [
      .init(
        Text(zh: "导入 档案 archives.csv --拒收清单 refused.csv", en: "import archives archives.csv --refused refused.csv"),
        Text(zh: "导入，并记下拒收的行", en: "with a list of what was refused"))
    ],
    roles: [.administrator], needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let (today, catalogue) = (context.today, context.database.catalogue)
    return try await FileImport.run(
      context, input, file: input.require(file), title: Text(zh: "导入档案", en: "Archives"),
      owner: "import_archives"
    ) { ArchiveImporter(store: $0, profiles: catalogue.current.profiles.all, today: today, run: $1) }
  }
}
