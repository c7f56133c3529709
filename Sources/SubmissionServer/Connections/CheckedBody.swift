import Hummingbird
import NIOCore

/// The body of a request, which ends only where the request ended: a connection that broke, or was too slow, is an error and not a
/// short file.
struct CheckedBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  let body: RequestBody
  let channel: any Channel
  let record: ConnectionRecord

  struct AsyncIterator: AsyncIteratorProtocol {
    var base: RequestBody.AsyncIterator
    let channel: any Channel
    let record: ConnectionRecord
    var hasBegun = false

    mutating func next() async throws -> ByteBuffer? {
      if !hasBegun {
        hasBegun = true
        if record.note({ $0.expectsContinue }) { channel.triggerUserOutboundEvent(BodyWanted(), promise: nil) }
      }
      let part: ByteBuffer?
      do { part = try await base.next() } catch { throw record.bodyProblem ?? Self.broken }
      if part == nil, let problem = record.bodyProblem { throw problem }
      return part
    }

    static var broken: ProblemDetails { ProblemDetails(.malformedRequest, reason: "the body was cut short") }
  }

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: body.makeAsyncIterator(), channel: channel, record: record)
  }
}

extension ConnectionRecord {
  /// Why there is no more of the body; nil when it is complete.
  fileprivate var bodyProblem: ProblemDetails? {
    switch note({ $0.body }) {
    case .complete: nil
    case .coming: CheckedBody.AsyncIterator.broken
    case .failed(let code, let reason): ProblemDetails(code, reason: reason)
    }
  }
}
