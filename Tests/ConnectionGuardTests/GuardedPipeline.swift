import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization

@testable import ConnectionGuard

/// The guard on a connection without a network. It belongs to the thread that made it.
final class GuardedPipeline {
  private let channel = EmbeddedChannel()
  private let refused = Refused()
  private let record = ConnectionRecord(peer: "192.0.2.1")

  private final class Refused: Sendable {
    let faults = Mutex<[GuardFault]>([])
  }

  private struct Silence: ConnectionJournal {
    func begun() {}
    func connectionRefused() {}
    func finished(_ record: ExchangeRecord, peer: String, isComplete: Bool) {}
  }

  /// What became of all that was sent.
  struct Outcome {
    /// Why there was no request; nil when there was one.
    var refusal: GuardFault?
    /// Requests that came through.
    var heads = 0
    /// What came through of bodies.
    var body: [UInt8] = []
    /// How far the last body has come.
    var state = ExchangeRecord.Body.coming
  }

  init(_ limits: ConnectionLimits = .init()) throws {
    let gate = ConnectionGate(
      limits: limits, census: ConnectionCensus(limits, trusted: []), journal: Silence()
    ) { [refused] fault in
      refused.faults.withLock { $0.append(fault) }
      return FaultAnswer(status: 400, headers: [], body: "", requestID: "-", problem: "-", reason: nil)
    }
    try GuardedChannel.guardRequests(of: channel.pipeline.syncOperations, gate, record)
    try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
  }

  /// Sends the pieces, reads what comes through and hangs up.
  func send(_ pieces: [ArraySlice<UInt8>]) throws -> Outcome {
    var outcome = Outcome()
    for piece in pieces where channel.isActive {
      try channel.writeInbound(ByteBuffer(bytes: piece))
      while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
        switch part {
        case .head: outcome.heads += 1
        case .body(let bytes): outcome.body += bytes.readableBytesView
        case .end: break
        }
      }
    }
    outcome.state = record.note { $0.body }
    outcome.refusal = refused.faults.withLock { $0.first }
    _ = try channel.finish(acceptAlreadyClosed: true)
    return outcome
  }
}
