public import HummingbirdCore
public import NIOCore

/// The body of a request, which ends only where the request ended: a connection that broke, or was too slow, is an error (`GuardFault`)
/// and not a short file.
public struct CheckedBody: AsyncSequence, Sendable {
  private let body: RequestBody
  private let channel: any Channel
  private let record: ConnectionRecord

  /// - Parameters:
  ///   - channel: the one that the request came on.
  ///   - record: of that connection.
  public init(body: RequestBody, channel: any Channel, record: ConnectionRecord) {
    self.body = body
    self.channel = channel
    self.record = record
  }

  /// Reads it, once.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var base: RequestBody.AsyncIterator
    let channel: any Channel
    let record: ConnectionRecord
    var hasBegun = false

    /// The next part; nil when the body is complete.
    public mutating func next() async throws -> ByteBuffer? {
      if !hasBegun {
        hasBegun = true
        if record.note({ $0.expectsContinue }) { channel.triggerUserOutboundEvent(BodyWanted(), promise: nil) }
      }
      let part: ByteBuffer?
      do { part = try await base.next() } catch { throw record.bodyFault ?? Self.broken }
      if part == nil, let fault = record.bodyFault { throw fault }
      return part
    }

    static let broken = GuardFault.malformed("the body was cut short")
  }

  /// To be read once.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: body.makeAsyncIterator(), channel: channel, record: record)
  }
}

extension ConnectionRecord {
  /// Why there is no more of the body; nil when it is complete.
  fileprivate var bodyFault: GuardFault? {
    switch note({ $0.body }) {
    case .complete: nil
    case .coming: CheckedBody.AsyncIterator.broken
    case .failed(let fault): fault
    }
  }
}
