import CryptoExtras
import Domain
import DomainSQL
import Foundation
import PostgreSQL

/// Old passwords on their way in: what an older system kept (md5, sha1) is guessed by the million a second, so it goes into scrypt before
/// it is stored, with the salt and the cost that the log-in will use.
struct ArchivePasswords: Sendable {
  let store: ReviewStore

  /// The lines, with the digests in them hashed.
  func wrapped(_ lines: [String], of province: String) async throws(StoreFailure) -> [String] {
    var lines = lines
    var people: [(index: Int, members: [String: JSONValue])] = []
    for index in lines.indices where lines[index].contains("\"password_hash\":") {
      guard case .object(let members)? = JSONValue(sqlText: lines[index]) else { throw .unreadable("archive line") }
      if members["password_hash"] != "" { people.append((index, members)) }
    }
    guard !people.isEmpty else { return lines }
    let keys = people.map { JSONValue.object($0.members.filter { ["id_type", "match_key"].contains($0.key) }) }
    let hashes = try await store.archiveSalts(.array(keys), of: province)
    guard hashes.count == people.count else { throw .unreadable("archive salts") }
    do {
      let work = zip(people, hashes).map { $0 }
      let done = try await withThrowingTaskGroup(of: (Int, String).self) { group in
        var waiting = work[...]
        func start() {
          guard let (person, hash) = waiting.popFirst() else { return }
          group.addTask { (person.index, try Self.wrapped(person.members, hash)) }
        }
        for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { start() }
        var done: [(Int, String)] = []
        while let next = try await group.next() {
          done.append(next)
          start()
        }
        return done
      }
      for (index, line) in done { lines[index] = line }
    } catch { throw StoreFailure(error) }
    return lines
  }

  private static func wrapped(_ members: [String: JSONValue], _ hash: PasswordHash) throws -> String {
    let digest = members["password_hash"]?.string ?? ""
    let key = try KDF.Scrypt.deriveKey(
      from: Array(digest.utf8), salt: hash.salt, outputByteCount: 32, rounds: hash.cost.rounds,
      blockSize: hash.cost.blockSize, parallelism: hash.cost.parallelism)
    var members = members
    members["password_hash"] = .string(
      unsafe key.withUnsafeBytes { unsafe Array($0) }.hexadecimal)
    members["scrypt_n"] = .integer(hash.cost.rounds)
    members["scrypt_r"] = .integer(hash.cost.blockSize)
    members["scrypt_p"] = .integer(hash.cost.parallelism)
    return JSONValue.object(members).canonicalJSON
  }
}

extension ReviewStore {
  /// How the old passwords of these people go into scrypt, in this order.
  fileprivate func archiveSalts(_ people: JSONValue, of province: String) async throws(StoreFailure) -> [PasswordHash] {
    try await query(
      "archive salts", "SELECT salt, scrypt_n, scrypt_r, scrypt_p FROM review.archive_salts($1, $2)",
      [province, people]
    ) { PasswordHash(salt: try $0.decode("salt"), cost: try PasswordCost($0), scheme: nil) }
  }
}
