import CLibPQ

/// A message that the server sent beside the result: a warning, a `RAISE NOTICE`.
public struct Notice: Sendable, Hashable {
  /// `WARNING`, `NOTICE`, `INFO`, `LOG` or `DEBUG`, never translated.
  public let severity: String
  /// Five characters; `00000` for a plain notice.
  public let sqlState: String
  /// The server's words. May quote data: do not log it as it is.
  public let message: String
  /// What it adds in smaller print; may quote whole rows.
  public let detail: String?

  /// A notice.
  public init(severity: String, sqlState: String, message: String, detail: String? = nil) {
    self.severity = severity
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
  }
}

/// What libpq's notice callback points at. Lives as long as its connection.
final class NoticeReceiver {
  private let deliver: @Sendable (Notice) -> Void

  init(_ deliver: @escaping @Sendable (Notice) -> Void) { self.deliver = deliver }

  /// Takes the notices of `connection`, which libpq would otherwise print to stderr, over the prompt.
  func install(on connection: OpaquePointer) {
    unsafe PQsetNoticeReceiver(
      connection,
      { context, result in
        guard let context = unsafe context, let result = unsafe result else { return }
        func field(_ code: Character) -> String? {
          guard let value = code.asciiValue, let text = unsafe PQresultErrorField(result, CInt(value)) else {
            return nil
          }
          return unsafe String(cString: text)
        }
        let notice = Notice(
          severity: field("V") ?? field("S") ?? "NOTICE", sqlState: field("C") ?? "00000", message: field("M") ?? "",
          detail: field("D"))
        unsafe Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue().deliver(notice)
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
