import Foundation
import Logging
import NIOCore

/// Where the keys of an issuer come from, and the last good ones: a source that fails for a while stops nobody.
actor KeySource {
  /// A place that keys are read from.
  struct Place: Sendable {
    /// The bytes of the JWKS.
    let read: @Sendable () async throws -> [UInt8]
    /// Changes when there is something new, where that can be told without reading; nil where it cannot.
    var mark: (@Sendable () -> String?)?
  }

  private let place: Place
  private let now: @Sendable () -> NIODeadline
  private let logger: Logger
  private var good: KeySet?
  private var goodSince: NIODeadline?
  private var lastTry: NIODeadline?
  private var seenMark: String?
  private var reading: Task<KeySet?, Never>?

  /// How often an unknown `kid` may make the source be asked.
  static let pause = TimeAmount.minutes(1)
  /// When keys are read again although every `kid` is known: one that was withdrawn must go.
  static let age = TimeAmount.minutes(10)

  init(
    _ place: Place, logger: Logger = Logger(label: "identity"), now: @escaping @Sendable () -> NIODeadline = { .now() }
  ) {
    self.place = place
    self.logger = logger
    self.now = now
  }

  /// The key of that name; nil when the issuer has none.
  ///
  /// - Throws: `unreachable` while nothing good was ever read.
  func key(_ id: String) async throws(KeySetFault) -> VerificationKey? {
    // Whoever comes while the keys are being read, and whose key is not there yet, waits with the first.
    if isWanted(for: id) || reading != nil && good?.keys[id] == nil { await refresh() }
    guard let good else { throw .unreachable }
    return good.keys[id]
  }

  private func isWanted(for id: String) -> Bool {
    if let mark = place.mark {
      // A file: as soon as it is another one.
      let found = mark()
      return found != nil && found != seenMark || good == nil && mayTry
    }
    guard let good, let goodSince else { return mayTry }
    return mayTry && (good.keys[id] == nil || now() - goodSince > Self.age)
  }

  private var mayTry: Bool { lastTry.map { now() - $0 >= Self.pause } ?? true }

  /// Several that wait at once read once.
  private func refresh() async {
    let task: Task<KeySet?, Never>
    if let reading {
      task = reading
    } else {
      lastTry = now()
      seenMark = place.mark?()
      task = Task { [place, logger] in
        do {
          return try await KeySet(json: try await place.read())
        } catch {
          let fault = error as? KeySetFault ?? .unreachable
          logger.error("identity keys not read", metadata: ["reason": "\(fault.rawValue)"])
          return nil
        }
      }
      reading = task
    }
    let found = await task.value
    reading = nil
    if let found {
      good = found
      goodSince = now()
    }
  }
}

extension KeySource.Place {
  /// A file, read again when it changed.
  static func file(_ path: String) -> KeySource.Place {
    KeySource.Place(
      read: {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw KeySetFault.unreachable }
        defer { try? handle.close() }
        return Array(try handle.read(upToCount: KeySet.largest + 1) ?? Data())
      },
      mark: {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return "\(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      })
  }
}
