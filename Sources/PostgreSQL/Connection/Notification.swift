import CLibPQ

/// A message that another session sent with `NOTIFY`.
public struct Notification: Sendable, Hashable {
  /// The channel that was listened to.
  public let channel: String
  /// At most 8000 bytes; empty when none was given.
  public let payload: String
  /// The server process that sent it.
  public let sender: Int32
}

extension Session {
  /// Takes over what libpq has found between the results.
  func collectNotifications() {
    while let found = unsafe PQnotifies(handle.pointer) {
      defer { unsafe PQfreemem(found) }
      unsafe notifications.append(
        Notification(
          channel: String(cString: found.pointee.relname), payload: String(cString: found.pointee.extra),
          sender: found.pointee.be_pid))
    }
  }

  /// Waits for the next one; nil when asked to stop, or when `mustStepAside` says that other work waits.
  func nextNotification(orUntil mustStepAside: () -> Bool) throws(DatabaseError) -> Notification? {
    while true {
      collectNotifications()
      if !notifications.isEmpty { return notifications.removeFirst() }
      if interrupt.isRequested || mustStepAside() { return nil }
      guard try poll(CInt(0x1), nil) != nil else { continue }
      try consume()
      guard handle.isConnected else { throw lost() }
    }
  }
}
