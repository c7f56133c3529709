import CLibPQ

/// How to reach a database, in libpq's keywords.
///
/// Holds the password if it was given one, and shows it to nobody: `description` and mirrors leave it out.
public struct ConnectionSettings: Sendable, Hashable {
  /// libpq keyword → value, as given; libpq adds the environment (`PGPASSWORD` …) and its defaults when it connects.
  private(set) var values: [String: String]
  /// The most bytes a parameter, or a COPY row, may have; beyond it they are refused before they are sent.
  ///
  /// The server takes no message of 1 GB (`MaxAllocSize`); a kilobyte stays free for what goes around the value.
  public var maximumValueBytes = 0x3fff_ffff - 1024

  /// Where names without a schema are looked for, as `SET search_path` takes it; nil leaves it to the server. Set by a statement after the
  /// connection stands, because poolers refuse `options`.
  public var searchPath: String?

  /// Reads a URL (`postgresql://user@host1,host2/db?target_session_attrs=read-write`) or a `key=value` string.
  ///
  /// - Parameter overrides: libpq keywords that win over the string; an empty value removes the keyword.
  public init(url: String, overrides: [String: String] = [:]) throws(DatabaseError) {
    guard !url.utf8.contains(0) else {
      throw DatabaseError(kind: .invalidSettings, message: "the connection string holds a NUL character")
    }
    var message: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(url, &message) else {
      defer { unsafe PQfreemem(message) }
      let text = unsafe message.map { unsafe String(cString: $0) } ?? "out of memory"
      throw DatabaseError(kind: .invalidSettings, message: Self.withoutValues(text))
    }
    defer { unsafe PQconninfoFree(options) }
    values = [:]
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe values[String(cString: keyword)] = unsafe String(cString: value)
      }
      unsafe option += 1
    }
    try apply(overrides)
  }

  /// The same with some keywords replaced; an empty value removes the keyword.
  public func overriding(_ overrides: [String: String]) throws(DatabaseError) -> ConnectionSettings {
    var copy = self
    try copy.apply(overrides)
    return copy
  }

  /// The same with keywords that were not given.
  public func defaulting(_ defaults: [String: String]) throws(DatabaseError) -> ConnectionSettings {
    try overriding(defaults.filter { values[$0.key] == nil })
  }

  /// The role to connect as; nil leaves it to libpq (`PGUSER`, then the OS user).
  public var user: String? { values["user"] }
  /// The database; nil leaves it to libpq (`PGDATABASE`, then the user's name).
  public var database: String? { values["dbname"] }
  /// Host, list of hosts, or the directory of a Unix socket; nil leaves it to libpq.
  public var host: String? { values["host"] ?? values["hostaddr"] }
  /// Port, or list of ports; nil leaves it to libpq.
  public var port: String? { values["port"] }
  /// Whether the password itself was given here: whoever lists the processes reads it there, if it came with the program's arguments.
  public var holdsPassword: Bool { values["password"] != nil }

  private mutating func apply(_ overrides: [String: String]) throws(DatabaseError) {
    for (keyword, value) in overrides {
      guard Self.keywords.contains(keyword) else {
        throw DatabaseError(kind: .invalidSettings, message: "unknown connection keyword \"\(keyword)\"")
      }
      guard !value.utf8.contains(0) else {
        throw DatabaseError(kind: .invalidSettings, message: "connection keyword \(keyword) holds a NUL character")
      }
      values[keyword] = value.isEmpty ? nil : value
    }
  }

  /// What libpq knows, so that a mistyped override is an error here and not at each connection.
  private static let keywords: Set<String> = {
    guard let defaults = unsafe PQconndefaults() else { return [] }
    defer { unsafe PQconninfoFree(defaults) }
    var keywords: Set<String> = []
    var option = unsafe defaults
    while let keyword = unsafe option.pointee.keyword {
      unsafe keywords.insert(String(cString: keyword))
      unsafe option += 1
    }
    return keywords
  }()

  /// libpq quotes the piece it stumbled over, which may be part of a password: only known keywords stay.
  private static func withoutValues(_ message: String) -> String {
    message.trimmed.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map { index, piece in
      index.isMultiple(of: 2) ? String(piece) : keywords.contains(String(piece)) ? "\"\(piece)\"" : "\"…\""
    }.joined()
  }
}

extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `user@host:port/database`, never a password.
  public var description: String {
    "\(user ?? "")@\(host ?? "")\(port.map { ":\($0)" } ?? "")/\(database ?? "")"
  }
  /// The same as `description`.
  public var debugDescription: String { description }
  /// Only what `description` shows.
  public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
