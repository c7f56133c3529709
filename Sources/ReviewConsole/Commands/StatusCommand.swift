import Domain
import PostgreSQL
import Store

/// `status` (状态): who works where, what waits, with what.
enum StatusCommand: Command {
  static let spec = CommandSpec(
    "status", "状态", summary: Text(zh: "账号、单位、待办、连接和版本", en: "account, bureau, work, connection and version"),
    examples: [.init(Text(zh: "状态", en: "status"), Text(zh: "我是谁，连着哪里", en: "who am I, where am I"))])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let language = context.language
    let me = try await context.me()
    let started = ContinuousClock.now
    let version = try await context.read { store in
      _ = try await store.me()
      return await store.connection.serverVersion
    }
    let latency = Double((ContinuousClock.now - started) / .microseconds(1)) / 1000
    var fields: [Card.Field] = [
      .init("user", Text(zh: "账号", en: "Account"), .text(me.name, mark: .strong)),
      .init("display_name", Text(zh: "姓名", en: "Person"), .text(me.displayName)),
      .init("role", Text(zh: "角色", en: "Role"), .named(me.role.name(language), code: me.role.rawValue)),
      .init(
        "department", Text(zh: "部门", en: "Bureau"),
        Formatting.department(me.departmentCode, context.standards.departments)),
    ]
    if me.role == .reviewer || me.role == .manager {
      let counts = try await context.read { try await $0.queueTotals() }
      fields += [
        .init("pending", Text(zh: "待审", en: "Pending"), .integer(counts.pending)),
        .init("due_today", Text(zh: "今日到期", en: "Due today"), .integer(counts.dueToday)),
        .init(
          "overdue", Text(zh: "超期", en: "Overdue"), .integer(counts.overdue, mark: counts.overdue > 0 ? .bad : nil)),
        .init("mine", Text(zh: "手上", en: "Held by you"), .integer(counts.mine)),
      ]
    }
    let access = try await context.database.place()
    let place =
      switch access.place {
      case .privateCluster(let cluster):
        Text(zh: "本机数据库", en: "private cluster")(language) + " " + cluster.socketDirectory
      case .server(let settings):
        [settings.host, settings.port, settings.database].compactMap(\.self).joined(separator: " ")
      }
    fields += [
      .init("database", Text(zh: "数据库", en: "Database"), .text(place)),
      .init("server_version", Text(zh: "服务器版本", en: "Server"), .text(Self.version(version))),
      .init("latency_ms", Text(zh: "往返毫秒", en: "Round trip, ms"), Cell(.number(latency, digits: 1))),
      .init("version", Text(zh: "程序版本", en: "Program"), .text(Version.number)),
      .init("libpq_version", Text(zh: "libpq 版本", en: "libpq"), .text(Self.version(Connection.libraryVersion))),
      .init("language", Text(zh: "界面语言", en: "Language"), .text(language.rawValue)),
    ]
    let unknown = try await context.read { try await $0.calendar() }.unknownYear
    let known = Card(fields: fields)
    fields.append(.init("unknown_year", Text(zh: "缺节假日安排", en: "Holidays unknown"), .integer(unknown?.year)))
    return CommandOutput(
      blocks: [.card(unknown == nil ? known : Card(fields: fields))], json: Card(fields: fields).json,
      talk: unknown.map { [.warning($0.text(for: me.role))] } ?? [])
  }

  /// PostgreSQL's number as people write it: 150014 is 15.14.
  static func version(_ number: Int) -> String { "\(number / 10000).\(number % 10000)" }
}
