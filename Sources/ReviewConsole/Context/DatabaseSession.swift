import Domain
import PostgreSQL
import Store
import Synchronization

/// The database of one run: connected when first needed, connected again when the connection was lost.
actor DatabaseSession {
  /// The address as --database gave it, nil for the environment's or the private cluster.
  private let url: String?
  private let environment: [String: String]
  /// What is known as data: the program's own, and what the database adds to it once it is connected.
  nonisolated let catalogue: DatabaseCatalogue
  /// Who logs in: --user, else REVIEW_USER, else the address's own user.
  nonisolated let user: String?
  private let say: @Sendable (Text) -> Void
  /// Asks for a password; nil where nobody can be asked or nothing was answered.
  private let askPassword: @Sendable (String?) async -> String?

  /// Connects in another way than by address and user; nil for the usual one.
  private let connecting: (@Sendable () async throws -> Connection)?

  private var access: DatabaseAccess?
  private var isPrepared = false
  private var connection: Connection?
  private var password: String?
  private var member: StaffMember?
  private var attempt: Task<Connection, any Error>?

  init(
    url: String?, user: String?, environment: [String: String], catalogue: DatabaseCatalogue,
    say: @escaping @Sendable (Text) -> Void,
    askPassword: @escaping @Sendable (String?) async -> String?,
    connecting: (@Sendable () async throws -> Connection)? = nil
  ) {
    self.connecting = connecting
    self.url = url
    self.environment = environment
    self.catalogue = catalogue
    let named = environment["REVIEW_USER"].flatMap { $0.isEmpty ? nil : $0 }
    self.user = user ?? named
    self.say = say
    self.askPassword = askPassword
  }

  /// Which database, without touching it.
  func place() throws(AccessFailure) -> DatabaseAccess {
    if let access { return access }
    let access = try DatabaseAccess(url: url, environment: environment)
    self.access = access
    if url != nil, case .server(let settings) = access.place, settings.holdsPassword {
      say(
        Text(
          zh:
            "提醒：写在 --database 里的密码，本机其他人在进程列表（ps）中看得到。可改用环境变量 REVIEW_DATABASE_URL、文件（REVIEW_DATABASE_URL_FILE），或登录时输入。",
          en: """
            Note: others on this machine can read a password in --database in the list of processes (ps). Better: REVIEW_DATABASE_URL in the environment, \
            a file (REVIEW_DATABASE_URL_FILE), or typing it.
            """))
    }
    return access
  }

  /// Does `work` on the staff member's connection. When the connection breaks under work that may be done twice, it is
  /// made again and the work repeated, once.
  func perform<Result: Sendable>(
    repeatable: Bool, _ work: @Sendable (ReviewStore) async throws -> Result
  ) async throws -> Result {
    let first = try await connected()
    do { return try await work(ReviewStore(connection: first)) } catch let error where Self.isLost(error) {
      connection = nil
      // The private cluster may have been stopped, and is started again.
      isPrepared = false
      await first.close()
      guard repeatable else { throw error }
      let second = try await connected()
      say(Text(zh: "数据库连接断过，已重新连上。", en: "The connection to the database was lost and is back."))
      return try await work(ReviewStore(connection: second))
    }
  }

  /// Further connections of the same member of staff, for work that is done in parallel; fewer than asked for, perhaps
  /// none, where the server has no more to give. The caller closes them.
  func further(_ count: Int) async throws -> [Connection] {
    var more: [Connection] = []
    while more.count < count {
      do { more.append(try await connectAnew()) } catch {
        try Task.checkCancellation()
        break
      }
    }
    return more
  }

  /// The staff member who is logged in; nil when the account is none.
  func me() async throws -> StaffMember? {
    if let member { return member }
    member = try await perform(repeatable: true) { try await $0.me() }
    // Whoever left a transaction open with a case in it is in the way of the bureau; the work goes on if this fails.
    if member?.role == .manager { _ = try? await perform(repeatable: true) { try await $0.sweepIdle() } }
    return member
  }

  /// Who has logged in already; nil before that. Connects nobody and asks for no password.
  func present() async -> StaffMember? {
    if member != nil || connection == nil { return member }
    return try? await me()
  }

  /// A connection of the database's owner, for setting it up; the caller closes it.
  func ownerConnection(prepared: Bool = true) async throws -> Connection {
    let connection: Connection
    if let connecting {
      connection = try await connecting()
    } else {
      let access = try place()
      if prepared { try await prepare(access) }
      connection = try await connect(access, as: access.isPrivate ? nil : user)
    }
    if prepared { await learn(from: connection) }
    return connection
  }

  /// Looks whether profiles were put into the database meanwhile; connects nobody.
  ///
  /// - Returns: whether there are others than before.
  func learn() async -> Bool {
    guard let connection else { return false }
    return await learn(from: connection)
  }

  /// Likewise, for commands that need no database: where there is one, it is connected.
  func learnIfThere() async {
    if connecting == nil {
      guard let access = try? place() else { return }
      if case .privateCluster(let cluster) = access.place, cluster.status() == .absent { return }
    }
    guard let connection = try? await connected() else { return }
    await learn(from: connection)
  }

  /// What goes wrong here goes wrong again in the command's own work, and is said there.
  @discardableResult
  private func learn(from connection: Connection) async -> Bool {
    (try? await catalogue.refresh(connection)) ?? false
  }

  /// Ends the connection; the next use makes a new one.
  func disconnect() async {
    await connection?.close()
    connection = nil
    member = nil
    isPrepared = false
  }

  private func connected() async throws -> Connection {
    if let connection { return connection }
    // Two callers at once share one attempt.
    if let attempt { return try await attempt.value }
    let task = Task { try await connectAnew() }
    attempt = task
    defer { attempt = nil }
    let fresh = try await task.value
    connection = fresh
    await learn(from: fresh)
    return fresh
  }

  private func connectAnew() async throws -> Connection {
    if let connecting { return try await connecting() }
    let access = try place()
    try await prepare(access)
    return try await connect(access, as: user)
  }

  private func prepare(_ access: DatabaseAccess) async throws {
    guard !isPrepared else { return }
    let say = say
    let isNew = Mutex(false)
    try await access.prepare(ReferenceData.source(catalogue.program)) { step in
      switch step {
      case .settingUp:
        isNew.withLock { $0 = true }
        say(Text(zh: "第一次使用，正在建立本机数据库……", en: "First use: making the private database…"))
      case .migrating(let step):
        if isNew.withLock({ $0 }) { return }
        say(Text(zh: "正在更新数据库：\(step.text.zh)", en: "Bringing the database up to date: \(step.text.en)"))
      case .waiting(let holder): say(Self.waiting(for: holder))
      case .newerSchema(let build):
        say(
          Text(
            zh: "数据库是更新的程序建立的（第 \(build) 版表结构），本程序还可以用，请尽快更新。",
            en: "The database is of a newer program (schema \(build)); this one still works, please update it soon."))
      }
    }
    isPrepared = true
  }

  private static func waiting(for holder: LockHolder?) -> Text {
    guard let holder else {
      return Text(zh: "正在等另一个程序更新数据库……", en: "Waiting for another program to update the database…")
    }
    return Text(zh: "正在等 \(holder.text.zh)放开数据库……", en: "Waiting for \(holder.text.en) to let the database go…")
  }

  private func connect(_ access: DatabaseAccess, as user: String?) async throws -> Connection {
    var failure: AccessFailure
    let silent = silent
    do { return try await access.connect(as: user, password: password, onSilence: silent) } catch { failure = error }
    for attempt in 1...3 {
      guard case .database(let error) = failure, error.kind == .authentication,
        error.sqlState != SQLState.invalidAuthorization
      else { break }
      if attempt > 1 { say(Text(zh: "密码不对，请再输一次。", en: "That is not the password; please try again.")) }
      guard let typed = await askPassword(user) else { break }
      do {
        let connection = try await access.connect(as: user, password: typed, onSilence: silent)
        password = typed
        return connection
      } catch { failure = error }
    }
    throw failure
  }

  /// Says that the server is slow, or away: nobody looks at a screen that does nothing and knows why.
  private var silent: @Sendable () -> Void {
    let say = say
    return {
      say(
        Text(
          zh: "数据库 5 秒没有答复，还在等；不想等了请按 Ctrl-C。",
          en: "The database has said nothing for 5 seconds; still waiting. Ctrl-C ends it."))
    }
  }

  private static func isLost(_ error: any Error) -> Bool {
    switch error {
    case StoreFailure.database(let error): error.kind == .connectionLost
    case let error as DatabaseError: error.kind == .connectionLost
    default: false
    }
  }
}
