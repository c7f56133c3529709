import CLibPQ
import Glibc

/// Opens a connection, with a time limit a host.
///
/// libpq's own blocking call would print start-up warnings to stderr and could not be interrupted; its non-blocking one
/// ignores `connect_timeout`. So the steps are driven here, and after a time-out the remaining hosts are tried.
struct Connector {
  var settings: ConnectionSettings
  var interrupt: Interrupt
  var onNotice: @Sendable (Notice) -> Void

  /// Whether connections may end at the very moment when the process does.
  static let mayEndLast = clibpq_keep_openssl() == 1

  func open() throws(DatabaseError) -> ConnectionHandle {
    _ = Self.mayEndLast
    var keywords = settings.values
    // What the rest of this module relies on, whoever configured the session.
    keywords["client_encoding"] = "UTF8"
    if keywords["fallback_application_name"] == nil { keywords["fallback_application_name"] = "review-console" }
    while true {
      guard let handle = ConnectionHandle(keywords: keywords, onNotice: onNotice) else {
        throw DatabaseError(kind: .cannotConnect, message: "out of memory")
      }
      switch try drive(handle) {
      case .connected:
        guard handle.didConnect() else { throw failure(handle) }
        return handle
      case .timedOut(let host, let port):
        guard let rest = Self.hosts(after: (host, port), in: keywords) else {
          throw DatabaseError(
            kind: .cannotConnect, message: "no answer from \(host), port \(port), within \(timeout) seconds")
        }
        keywords.merge(rest) { _, new in new }
      }
    }
  }

  private enum Outcome {
    case connected
    case timedOut(host: String, port: String)
  }

  /// Seconds a host; libpq's least is 2.
  private var timeout: Int {
    let environment = unsafe getenv("PGCONNECT_TIMEOUT").map { unsafe String(cString: $0) }
    guard let given = settings.values["connect_timeout"] ?? environment, let seconds = Int(given), seconds > 0 else {
      return 10
    }
    return max(2, seconds)
  }

  private func drive(_ handle: ConnectionHandle) throws(DatabaseError) -> Outcome {
    var place = address(handle)
    var deadline = ContinuousClock.now + .seconds(timeout)
    var wanted = CInt(POLLOUT)
    guard unsafe PQstatus(handle.pointer) != CONNECTION_BAD else { throw failure(handle) }
    while true {
      if address(handle) != place {
        place = address(handle)
        deadline = .now + .seconds(timeout)
      }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return .timedOut(host: place.host, port: place.port) }
      var descriptors = [
        pollfd(fd: handle.socket, events: Int16(wanted), revents: 0),
        pollfd(fd: interrupt.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let milliseconds = min(1_000, left.milliseconds + 1)
      let ready = unsafe Glibc.poll(&descriptors, nfds_t(descriptors.count), CInt(milliseconds))
      if descriptors[1].revents != 0 { interrupt.silence() }
      if interrupt.isRequested { throw DatabaseError(kind: .cancelled, message: "connecting was cancelled") }
      guard ready > 0, descriptors[0].revents != 0 else { continue }
      switch unsafe PQconnectPoll(handle.pointer) {
      case PGRES_POLLING_OK: return .connected
      case PGRES_POLLING_READING: wanted = CInt(POLLIN)
      case PGRES_POLLING_WRITING: wanted = CInt(POLLOUT)
      default: throw failure(handle)
      }
    }
  }

  private func address(_ handle: ConnectionHandle) -> (host: String, port: String) {
    func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
      unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }
    return unsafe (text(PQhost(handle.pointer)), text(PQport(handle.pointer)))
  }

  /// The host lists without everything up to the one that did not answer; nil when it was the last.
  static func hosts(after place: (host: String, port: String), in keywords: [String: String]) -> [String: String]? {
    func list(_ keyword: String) -> [Substring] {
      (keywords[keyword] ?? "").split(separator: ",", omittingEmptySubsequences: false)
    }
    let names = list("host")
    let addresses = list("hostaddr")
    let ports = list("port")
    let shown = names.isEmpty ? addresses : names
    guard
      let index = shown.indices.first(where: { index in
        let port = ports.count > 1 ? ports[index] : ports.first ?? ""
        return shown[index] == place.host && (port.isEmpty || port == place.port)
      }), index + 1 < shown.count
    else { return nil }
    var rest: [String: String] = [:]
    if !names.isEmpty { rest["host"] = names[(index + 1)...].joined(separator: ",") }
    if !addresses.isEmpty { rest["hostaddr"] = addresses[(index + 1)...].joined(separator: ",") }
    if ports.count > 1 { rest["port"] = ports[(index + 1)...].joined(separator: ",") }
    return rest
  }

  private func failure(_ handle: ConnectionHandle) -> DatabaseError {
    Self.failure(message: handle.message, needsPassword: unsafe PQconnectionNeedsPassword(handle.pointer) == 1)
  }

  /// Takes the SQLSTATE out of libpq's verbose text (`FATAL:  28P01: password …`, then a `LOCATION` line).
  static func failure(message: String, needsPassword: Bool) -> DatabaseError {
    var lines: [String] = []
    var sqlState: String?
    for line in message.split(separator: "\n") where !line.hasPrefix("LOCATION:") {
      var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      if let index = words.firstIndex(where: Self.isState) {
        sqlState = String(words[index].dropLast())
        words.remove(at: index)
      }
      lines.append(words.joined(separator: " "))
    }
    let isLogin = needsPassword || sqlState.map { $0.hasPrefix("28") } ?? false
    return DatabaseError(
      kind: isLogin ? .authentication : .cannotConnect, sqlState: sqlState, message: lines.joined(separator: "\n"))
  }

  private static func isState(_ word: String) -> Bool {
    word.utf8.count == 6 && word.hasSuffix(":") && word.first?.isNumber == true
      && word.dropLast().allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
  }
}

extension Duration {
  var milliseconds: Int { Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
