import CLibPQ
import Glibc

/// Owns one `PGconn`, and closes it in `deinit`. Used by one thread at a time: its actor's.
@safe final class ConnectionHandle {
  let pointer: OpaquePointer
  private let notices: NoticeReceiver
  private(set) var cancelHandle: CancelHandle?

  /// Begins to connect, in libpq's non-blocking way; nil when there is no memory.
  init?(keywords: [String: String], onNotice: @escaping @Sendable (Notice) -> Void) {
    let pairs = Array(keywords)
    let names = pairs.map(\.key)
    let values = pairs.map(\.value)
    let pointer = unsafe withCStrings(names) { names in
      unsafe withCStrings(values) { values in unsafe PQconnectStartParams(names, values, 0) }
    }
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = unsafe pointer
    notices = NoticeReceiver(onNotice)
    unsafe notices.install(on: pointer)
    // So that the SQLSTATE of a refused login is in the text: there is no other way to it in libpq 15.
    unsafe PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
  }

  deinit { unsafe PQfinish(pointer) }

  /// To be called once when the connection stands.
  func didConnect() -> Bool {
    unsafe PQsetErrorVerbosity(pointer, PQERRORS_DEFAULT)
    cancelHandle = unsafe CancelHandle(pointer)
    return unsafe PQsetnonblocking(pointer, 1) == 0
  }

  var isConnected: Bool { unsafe PQstatus(pointer) == CONNECTION_OK }

  var socket: CInt { unsafe PQsocket(pointer) }

  /// libpq's words about the last failure.
  var message: String { unsafe PQerrorMessage(pointer).map { unsafe String(cString: $0) }?.trimmed ?? "" }

  var transactionStatus: PGTransactionStatusType { unsafe PQtransactionStatus(pointer) }

  func parameterStatus(_ name: String) -> String? {
    unsafe PQparameterStatus(pointer, name).map { unsafe String(cString: $0) }
  }

  func quoted(identifier: String) -> String? {
    let length = identifier.utf8.count
    guard let text = unsafe PQescapeIdentifier(pointer, identifier, length) else { return nil }
    defer { unsafe PQfreemem(text) }
    return unsafe String(cString: text)
  }

  /// Breaks the connection without telling the server, when it no longer answers.
  func abandon() {
    let descriptor = socket
    if descriptor >= 0 { _ = Glibc.shutdown(descriptor, CInt(SHUT_RDWR)) }
    _ = unsafe PQconsumeInput(pointer)
  }
}

/// Lends `strings` as a NULL-terminated array of C strings.
private func withCStrings<R>(
  _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R
) -> R {
  var bytes: [CChar] = []
  var offsets: [Int] = []
  for string in strings {
    offsets.append(bytes.count)
    bytes.append(contentsOf: string.utf8.lazy.map { CChar(bitPattern: $0) })
    bytes.append(0)
  }
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    var pointers = unsafe [UnsafePointer<CChar>?]()
    for offset in offsets { unsafe pointers.append(unsafe buffer.baseAddress.map { unsafe $0 + offset }) }
    unsafe pointers.append(nil)
    return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
  }
}
