/// What an open transaction sees, by name: transactions of other connections take it and see the same (manual, section
/// 9.28.5). It can be taken as long as the transaction that it is of is open; who has taken it keeps it.
public struct Snapshot: Hashable, Sendable {
  let id: String
}

extension Transaction {
  /// Names what this transaction sees. It must be of isolation repeatable read or stricter, so that it does not change.
  public func exportSnapshot() throws(DatabaseError) -> Snapshot {
    let rows = try query("SELECT pg_export_snapshot() AS id", name: "export snapshot")
    let id: String = try rows[0].decode("id")
    // It becomes part of a statement that knows no parameters.
    guard id.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }) else {
      throw DatabaseError(kind: .misuse, message: "no name of a snapshot")
    }
    return Snapshot(id: id)
  }
}

extension TransactionMode {
  /// Read only, and sees what another transaction sees.
  public static func snapshot(_ shared: Snapshot) -> TransactionMode {
    var mode = TransactionMode.snapshot
    mode.shared = shared
    return mode
  }
}
