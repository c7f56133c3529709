import PostgreSQL

/// What is to be done to a database so that its schema is that of the program, found by comparing its records with the files.
struct SchemaWork {
  let files: SchemaFiles
  /// Whether an earlier history is to be taken over first.
  private(set) var takesOver = false
  /// Numbered files that have not run, in order.
  private(set) var tables: [Migration] = []
  /// Functions whose files differ from what ran last, or that are not there.
  private(set) var functions: [SchemaFile] = []
  /// Files of functions that went away: `functions/TOPIC/NAME`.
  private(set) var gone: [String] = []
  /// Whether rights, policies, triggers and views are to be made anew.
  private(set) var doors = false
  /// Whether the records differ from the files. Functions that somebody dropped by hand are to be made, too, but the records do not know.
  private(set) var isBehind = true
  /// The number of a newer program whose schema this is and that admits this one: then there is nothing to do.
  private(set) var newerBuild: Int?

  /// - Throws: `MigrationFailure` where the database's records do not fit the files.
  init(_ files: SchemaFiles, _ transaction: borrowing Transaction) throws {
    self.files = files
    guard try transaction.exists("review.migration") else {
      (tables, functions, doors) = (files.tables, files.functions, !files.doors.isEmpty)
      return
    }
    if let made = try BuildRecord.read(transaction), made.number > files.build {
      guard files.build >= made.admits else { throw MigrationFailure.tooOld(build: made.number, admits: made.admits) }
      newerBuild = made.number
      return
    }
    var applied: [Int: (name: String, checksum: String)] = [:]
    for row in try transaction.query("SELECT version, name, checksum FROM review.migration", name: "migrations") {
      applied[try row.decode("version")] = (try row.decode("name"), try row.decode("checksum"))
    }
    if let takeover = files.takeover, applied[1]?.name != files.tables.first?.name,
      try !transaction.exists("review.routine")
    {
      let last = applied.keys.max() ?? 0
      let missing = (1...max(1, last)).filter { applied[$0] == nil }
      guard missing.isEmpty, applied[last]?.name == takeover.name else {
        throw MigrationFailure.incompleteHistory(
          last: applied[last]?.name ?? "0000", missing: missing, needed: takeover.name)
      }
      let edited = applied.values.filter { EarlierHistory.checksums[$0.name] != $0.checksum }
      guard edited.isEmpty else { throw MigrationFailure.edited(names: edited.map(\.name).sorted()) }
      takesOver = true
      if let first = files.tables.first { applied = [1: (first.name, first.checksum)] }
    }
    tables = try Self.pending(files.tables, applied)
    let known = takesOver ? [:] : try Self.routines(transaction)
    let present = try Self.functionNames(transaction)
    functions = files.functions.filter { known[$0.path] != $0.checksum || !present.contains($0.name) }
    let declared = Set((files.functions + files.doors).map(\.path))
    gone = known.keys.filter { $0.hasPrefix("functions/") && !declared.contains($0) }.sorted()
    doors =
      files.doors.contains { known[$0.path] != $0.checksum }
      || known.keys.contains { $0.hasPrefix("doors/") && !declared.contains($0) }
    // A numbered file may take a view, a policy or a function down with what it changes, so all of them are made again behind it.
    if !tables.isEmpty { repeatAll() }
    isBehind =
      takesOver || doors || !tables.isEmpty || !gone.isEmpty
      || files.functions.contains { known[$0.path] != $0.checksum }
  }

  /// Names of the functions to be made or dropped.
  var functionSteps: [String] { gone.map { "\($0) (gone)" } + functions.map(\.path) }

  /// Names of all that is to be done, in order.
  var steps: [String] {
    (takesOver ? [files.takeover?.name ?? ""] : []) + tables.map(\.name) + functionSteps + (doors ? ["doors"] : [])
  }

  /// All functions and doors once more, whatever the records say.
  mutating func repeatAll() { (functions, doors) = (files.functions, true) }

  private static func routines(_ transaction: borrowing Transaction) throws(DatabaseError) -> [String: String] {
    guard try transaction.exists("review.routine") else { return [:] }
    var known: [String: String] = [:]
    for row in try transaction.query("SELECT file, checksum FROM review.routine", name: "routines") {
      known[try row.decode("file")] = try row.decode("checksum", as: String.self)
    }
    return known
  }

  static func functionNames(_ transaction: borrowing Transaction) throws(DatabaseError) -> Set<String> {
    Set(
      try transaction.query(
        "SELECT p.proname::text AS name FROM pg_proc p WHERE p.pronamespace = to_regnamespace('review')",
        name: "function names"
      ).map { row throws(DatabaseError) in try row.decode("name") })
  }

  /// Compares the record with the program's numbered files.
  private static func pending(
    _ files: [Migration], _ applied: [Int: (name: String, checksum: String)]
  ) throws(MigrationFailure) -> [Migration] {
    func names(_ versions: some Sequence<Int>) -> [String] { versions.sorted().compactMap { applied[$0]?.name } }
    let newest = files.last?.version ?? 0
    let known = Dictionary(uniqueKeysWithValues: files.map { ($0.version, $0) })
    let newer = applied.keys.filter { $0 > newest }
    guard newer.isEmpty else { throw .newer(names: names(newer)) }
    let missing = applied.keys.filter { known[$0] == nil }
    guard missing.isEmpty else { throw .missing(names: names(missing)) }
    let edited = files.filter { file in applied[file.version].map { $0 != (file.name, file.checksum) } ?? false }
    guard edited.isEmpty else { throw .edited(names: edited.map(\.name)) }
    let pending = files.filter { applied[$0.version] == nil }
    let skipped = pending.filter { file in applied.keys.contains { $0 > file.version } }
    guard skipped.isEmpty else { throw .skipped(names: skipped.map(\.name)) }
    return pending
  }
}
