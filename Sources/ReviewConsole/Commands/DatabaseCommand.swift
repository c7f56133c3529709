import Domain
import PostgreSQL
import Store

/// `database` (数据库): the private cluster, and the schema of either kind of database.
enum DatabaseCommand: Command {
  enum Step: String, ChoiceValue {
    case start, stop, status, migrate, validate, audit, url, reset
    var choice: (chinese: String, help: Text) {
      switch self {
      case .start: ("启动", Text(zh: "启动本机数据库（第一次会建立）", en: "starts the private cluster, making it first"))
      case .stop: ("停止", Text(zh: "停止本机数据库", en: "stops the private cluster"))
      case .status: ("状态", Text(zh: "数据库在哪里、是否运行", en: "where it is and whether it runs"))
      case .migrate: ("升级", Text(zh: "建立或升级表结构；--试运行 只看", en: "makes or updates the schema; --dry-run only looks"))
      case .validate: ("校验", Text(zh: "检查表结构与程序是否一致", en: "checks that schema and program agree"))
      case .audit:
        ("对账", Text(zh: "核对办理、通知、记录和材料是否对得上", en: "compares decisions, messages, entries and files with each other"))
      case .url: ("地址", Text(zh: "给 psql 等程序用的地址", en: "the address for psql and others"))
      case .reset: ("清空", Text(zh: "删除本机数据库，从头开始", en: "deletes the private cluster"))
      }
    }
  }

  static let step = Parameter<Step>.choice("action", "动作", Text(zh: "做什么", en: "what to do"), arity: .one)
  static let dryRun = Parameter<Bool>.flag(
    "dry-run", "试运行", Text(zh: "只列出要做的，不改动", en: "lists what would be done, changes nothing"))

  static let repair = Parameter<Bool>.flag(
    "repair", "修复",
    Text(
      zh: "升级：函数、权限、视图全部重做，手工改过的恢复原样；对账：清理无人登记的文件，重发卡住的通知",
      en:
        "migrate: makes functions, rights and views anew, undoing changes by hand; audit: removes files that nothing names, sends "
        + "stuck messages again"))

  static let spec = CommandSpec(
    "database", "数据库", summary: Text(zh: "本机数据库和表结构", en: "the private cluster, and the schema"),
    arguments: [step.spec], options: [dryRun.spec, repair.spec],
    examples: [
      .init(Text(zh: "数据库 状态", en: "database status"), Text(zh: "看看在哪里、是否运行", en: "where it is, whether it runs")),
      .init(
        Text(zh: "数据库 对账", en: "database audit"),
        Text(zh: "断电、恢复备份之后核对一遍", en: "after a power cut, after restoring a backup")),
      .init(Text(zh: "数据库 升级 --试运行", en: "database migrate --dry-run"), Text(zh: "看看要做哪些升级", en: "what would be done")),
    ],
    roles: [.administrator], needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    switch try input.require(step) {
    case .start: try await start(context)
    case .stop: try await stop(context)
    case .status: try await status(context)
    case .migrate: try await migrate(context, isDryRun: input[dryRun], repairs: input[repair])
    case .validate: try await validate(context)
    case .audit: try await audit(context, repairs: input[repair])
    case .url: try await url(context)
    case .reset: try await reset(context)
    }
  }

  private static func start(_ context: ConsoleContext) async throws -> CommandOutput {
    let cluster = try await cluster(context)
    _ = try await cluster.start()
    await context.database.disconnect()
    try await context.asOwner { _ in }
    return CommandOutput(
      json: document(of: cluster),
      talk: [.done(Text(zh: "本机数据库已启动，表结构已是最新。", en: "The private cluster runs and is up to date."))])
  }

  private static func stop(_ context: ConsoleContext) async throws -> CommandOutput {
    let cluster = try await cluster(context)
    await context.database.disconnect()
    try await cluster.stop()
    return CommandOutput(
      json: document(of: cluster), talk: [.done(Text(zh: "本机数据库已停止。", en: "The private cluster is stopped."))])
  }

  private static func reset(_ context: ConsoleContext) async throws -> CommandOutput {
    let cluster = try await cluster(context)
    let place = cluster.stateDirectory.path(percentEncoded: false)
    try await context.confirm(
      Text(
        zh: "删除本机数据库 \(place)：全部申报、材料登记、账号和密码都会消失，不能恢复。确定吗？",
        en: "Delete the private cluster \(place) with all applications, accounts and passwords, for good?"))
    await context.database.disconnect()
    try await cluster.destroy()
    return CommandOutput(
      json: document(of: cluster),
      talk: [.done(Text(zh: "已删除；下次使用会重新建立。", en: "Deleted; the next use makes a new one."))])
  }

  private static func status(_ context: ConsoleContext) async throws -> CommandOutput {
    let access = try await context.database.place()
    var fields: [Card.Field] = []
    switch access.place {
    case .privateCluster(let cluster):
      fields.append(
        .init(
          "kind", Text(zh: "类型", en: "Kind"),
          .named(Text(zh: "本机数据库", en: "private cluster")(context.language), code: "private")))
      fields.append(.init("state", Text(zh: "状态", en: "State"), state(of: cluster, context.language)))
      fields.append(
        .init("directory", Text(zh: "目录", en: "Directory"), .text(cluster.stateDirectory.path(percentEncoded: false))))
      fields.append(.init("socket", Text(zh: "套接字", en: "Socket"), .text(cluster.socketDirectory)))
    case .server(let settings):
      fields.append(
        .init(
          "kind", Text(zh: "类型", en: "Kind"), .named(Text(zh: "服务器", en: "server")(context.language), code: "server")))
      fields.append(.init("host", Text(zh: "主机", en: "Host"), .text(settings.host)))
      fields.append(.init("port", Text(zh: "端口", en: "Port"), .text(settings.port)))
      fields.append(.init("database", Text(zh: "数据库", en: "Database"), .text(settings.database)))
      fields.append(.init("user", Text(zh: "账号", en: "User"), .text(context.database.user ?? settings.user)))
    }
    fields.append(.init("attachments", Text(zh: "材料目录", en: "Attachments"), .text(access.attachments.root)))
    return .card(Card(fields: fields))
  }

  private static func url(_ context: ConsoleContext) async throws -> CommandOutput {
    let cluster = try await cluster(context)
    let url = context.database.user.map { cluster.url(user: $0) } ?? cluster.url()
    return CommandOutput(blocks: [.verbatim(url)], json: ["url": .string(url)])
  }

  private static func cluster(_ context: ConsoleContext) async throws -> PrivateCluster {
    guard case .privateCluster(let cluster) = try await context.database.place().place else {
      throw ConsoleFailure.unavailable(
        Text(zh: "现在用的是自己的服务器，不是本机数据库。", en: "A server of one's own is in use, not the private cluster."),
        hint: Text(zh: "取消 REVIEW_DATABASE_URL 和 --database 再试。", en: "Unset REVIEW_DATABASE_URL and --database."))
    }
    return cluster
  }

  private static func state(of cluster: PrivateCluster, _ language: Language) -> Cell {
    switch cluster.status() {
    case .absent: .named(Text(zh: "还没有建立", en: "not made yet")(language), code: "absent")
    case .stopped: .named(Text(zh: "已停止", en: "stopped")(language), code: "stopped", mark: .warning)
    case .changing: .named(Text(zh: "正在启动或停止", en: "starting or stopping")(language), code: "changing")
    case .running: .named(Text(zh: "运行中", en: "running")(language), code: "running", mark: .good)
    }
  }

  private static func document(of cluster: PrivateCluster) -> JSONDocument {
    [
      "state": state(of: cluster, .en).json, "directory": .string(cluster.stateDirectory.path(percentEncoded: false)),
      "socket": .string(cluster.socketDirectory),
    ]
  }
}
