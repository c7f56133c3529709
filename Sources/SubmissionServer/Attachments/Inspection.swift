import ConnectionGuard
import Domain
import NIOPosix
import Store

/// Looks at pictures on threads of its own, few at once: a decoded picture is large, and a hundred may arrive together. Each person has
/// one looked at at a time, and persons take turns, so that pictures made to be slow keep only their sender waiting for long.
struct Inspection: Sendable {
  private let threads: NIOThreadPool
  let turns: FairTurns

  /// - Parameters:
  ///   - atOnce: how many pictures are in memory at one time.
  ///   - waiting: how many may wait.
  ///   - patience: how long.
  init(atOnce: Int = 2, waiting: Int = 256, patience: Duration = .seconds(60)) {
    threads = NIOThreadPool(numberOfThreads: atOnce)
    turns = FairTurns(atOnce: atOnce, ofOne: 1, waiting: waiting, patience: patience)
    threads.start()
  }

  /// What looking at the file at `path`, which somebody at `place` sent, tells; a bad file is no error.
  ///
  /// - Throws: `unavailable`; `CancellationError` where the client has left.
  func facts(of path: String, for place: FairPlace, taking kinds: [PictureKind] = PictureKind.allCases) async throws
    -> PictureFacts
  {
    try await turns.serve(place, crowd: "too many pictures at once") {
      try await threads.runIfActive { PictureFacts(inspecting: path, taking: kinds) }
    }
  }
}

extension FairPlace {
  /// Persons take turns, and addresses where several of them want something of one.
  init(of person: ApplicantKey, from address: String) {
    self.init(
      group: [person.province, person.idType, person.idNumber].joined(separator: "|"),
      member: AddressRange.counted(address).hexadecimal)
  }
}
