import Demo
import Domain
import Store

/// `demo` (演示): fills an empty database with made-up applications, and the private one with demo staff.
enum DemoCommand: Command {
  static let applications = Parameter<Int>.number(
    "applications", "数量", Text(zh: "申报份数，不写为 3000", en: "how many applications; 3000 unless given"), in: 1...20_000_000)
  static let seed = Parameter<Int>.number(
    "seed", "种子", Text(zh: "同一种子生成同样的数据，不写为 1", en: "the same seed makes the same data; 1 unless given"),
    in: 0...Int.max)
  static let ifEmpty = Parameter<Bool>.flag(
    "if-empty", "空则装入", Text(zh: "已有申报时什么也不做", en: "does nothing when there are applications already"))

  static let spec = CommandSpec(
    "demo", "演示", summary: Text(zh: "在空数据库中装入演示数据", en: "fills an empty database with demo data"),
    details: Text(
      zh: "人员、号码、单位均为虚构，按同一套规则校验。演示账号（reviewer.330102、manager.330100、helpdesk.330000、admin 等）只在本机数据库中建立。",
      en:
        "Everybody is invented and valid by the same rules. Demo accounts (reviewer.330102, manager.330100, admin …) are made in the private cluster only."
    ),
    options: [applications.spec, seed.spec, ifEmpty.spec],
    examples: [
      .init(
        Text(zh: "演示 --数量 3000", en: "demo --applications 3000"), Text(zh: "装入三千份", en: "three thousand of them"))
    ],
    roles: [.administrator], needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let access = try await context.database.place()
    return try await context.asOwner {
      try await load(context, input, access, DemoLoader(connection: $0, attachments: access.attachments))
    }
  }

  private static func load(
    _ context: ConsoleContext, _ input: CommandInput, _ access: DatabaseAccess, _ loader: DemoLoader
  ) async throws -> CommandOutput {
    guard try await loader.isEmpty() else {
      if input[ifEmpty] {
        try await checkStaff(access, loader)
        return CommandOutput(json: ["applications": 0])
      }
      throw ConsoleFailure.unavailable(
        Text(
          zh: "数据库中已有申报，演示数据只能装入空数据库。", en: "There are applications already; demo data go into an empty database only."),
        hint: Text(zh: "要从头开始，请用“数据库 清空”。", en: "To start over: database reset."))
    }
    let count = try input[applications] ?? 3000
    let generator = DemoGenerator(
      seed: UInt64(try input[seed] ?? 1), count: count, now: context.now(), catalogue: context.catalogue,
      calendar: try await loader.store.calendar().days)
    let cluster: PrivateCluster? = if case .privateCluster(let cluster) = access.place { cluster } else { nil }
    let loaded: Int
    do {
      loaded = try await ProgressLine.during(Text(zh: "演示数据", en: "Demo data"), context) { line in
        try await loader.load(generator, staffOf: cluster) { line.show($0, of: count) }
      }
    } catch DemoFailure.databaseNotEmpty where input[ifEmpty] {
      // Another program has loaded it meanwhile.
      return CommandOutput(json: ["applications": 0])
    }
    return CommandOutput(
      json: ["applications": .integer(loaded)],
      talk: [
        .done(Text(zh: "已装入 \(loaded) 份虚构的演示申报。", en: "\(loaded) invented demo applications are in.")),
        access.isPrivate
          ? .hint(
            Text(
              zh: "演示账号：reviewer.330102、manager.330100、helpdesk.330000、admin 等；用 --user 账号 登录，密码自动取用。",
              en: "Demo accounts: reviewer.330102, manager.330100, helpdesk.330000, admin …; log in with --user NAME."))
          : .hint(Text(zh: "账号用“人员 添加”建立。", en: "Make accounts with staff add.")),
      ])
  }
  /// A private database with applications into which nobody can log in is what an earlier version left that was broken off while it loaded.
  private static func checkStaff(_ access: DatabaseAccess, _ loader: DemoLoader) async throws {
    guard access.isPrivate,
      try await !loader.store.staff().contains(where: { $0.role != "intake" && $0.role != "dispatcher" })
    else { return }
    throw ConsoleFailure.unavailable(
      Text(
        zh: "演示数据上次没有装完就中断了，还没有任何人员账号。",
        en: "Loading the demo data was broken off: there are applications, and no account of anybody."),
      hint: Text(
        zh: "没有要留的数据时，用“数据库 清空”（scripts/console --reset）从头装入；否则用“人员 新增”建立账号。",
        en:
          "Where nothing is to be kept: database reset (scripts/console --reset), and load again; else make accounts with staff add."
      ))
  }
}
