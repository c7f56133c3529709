import ConnectionGuard
import CryptoExtras
import Domain
import Foundation
import NIOPosix
import Store
import Synchronization

/// Computes scrypt, at most two at once on threads of their own: each takes 16 MiB and a good part of a second of a processor, and must
/// hold up nobody who does not log in. Networks (an IPv6 /48, an IPv4 address) take turns, and within one its /64s, so that many from one
/// keep nobody else waiting. Who hangs up meanwhile costs nothing.
final class PasswordHashing: Sendable {
  private let pool: NIOThreadPool
  let turns: FairTurns
  private let count = Mutex(0)

  /// - Parameters:
  ///   - most: how many may wait; then whoever has most there makes room.
  ///   - patience: who would wait longer is told to come back.
  init(threads: Int = 2, most: Int = 64, patience: Duration = .seconds(20)) {
    turns = FairTurns(atOnce: threads, waiting: most, patience: patience)
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
  }

  /// How often scrypt ran: what somebody who measures our time would see of us.
  var computed: Int { count.withLock { $0 } }

  /// How many wait for their turn.
  var waiting: Int { turns.waiting }

  /// Says before anything is counted that it would take too long.
  ///
  /// - Throws: `unavailable`.
  func checkRoom(for address: String) throws {
    do { try turns.check(Self.place(address)) } catch {
      throw ProblemDetails.busy(reason: Self.crowd, seconds: error.seconds)
    }
  }

  private static let crowd = "too many passwords at once"

  private static func place(_ address: String) -> FairPlace {
    let counted = AddressRange.counted(address)
    return FairPlace(
      group: (AddressRange.network(address) ?? counted).hexadecimal, member: counted.hexadecimal)
  }

  /// 32 bytes, for somebody at this address.
  ///
  /// - Throws: `unavailable`; `CancellationError` where the client has left.
  func digest(
    _ password: String, salt: [UInt8], cost: PasswordCost, for address: String
  ) async throws -> [UInt8] {
    let bytes = Array(Self.canonical(password).utf8)
    return try await turns.serve(Self.place(address), crowd: Self.crowd) {
      try await pool.runIfActive { [self] in
        let begun = ContinuousClock.now
        defer { turns.note(took: ContinuousClock.now - begun) }
        let key = try KDF.Scrypt.deriveKey(
          from: bytes, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
          parallelism: cost.parallelism)
        count.withLock { $0 += 1 }
        return key.withUnsafeBytes { Array($0) }
      }
    }
  }

  /// As it is compared: of an older system's password the digest that it kept is hashed.
  func digest(_ password: String, as hash: PasswordHash, for address: String) async throws -> [UInt8] {
    let inner = hash.scheme.flatMap(LegacyDigest.init)?(password) ?? password
    return try await digest(inner, salt: hash.salt, cost: hash.cost, for: address)
  }

  /// A new password with a salt of its own.
  func newPassword(_ password: String, cost: PasswordCost, for address: String) async throws -> NewPassword {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return NewPassword(
      salt: salt, digest: try await digest(password, salt: salt, cost: cost, for: address), cost: cost)
  }

  /// The form in which a password counts: the same letters typed on another keyboard are the same bytes (RFC 8265, NFC).
  static func canonical(_ password: String) -> String { password.precomposedStringWithCanonicalMapping }

  /// The digests that older systems kept, in hexadecimal, of the password as it was typed.
  static func legacyDigests(_ password: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: LegacyDigest.allCases.map { ($0.rawValue, $0(password)) })
  }
}
