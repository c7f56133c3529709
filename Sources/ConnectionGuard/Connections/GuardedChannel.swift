public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// HTTP/1.1 on one connection: Hummingbird's loop of request and answer behind a handler of ours that holds the client to its limits.
public struct GuardedChannel: ServerChildChannel {
  /// A connection whose pipeline is ready.
  public struct Value: ServerChildChannelValue {
    let parts: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    let record: ConnectionRecord
    /// What it runs on.
    public var channel: any Channel { parts.channel }
  }

  let loop: HTTP1Channel
  let gate: ConnectionGate

  /// - Parameter responder: answers the requests that the guard lets pass.
  public init(responder: @escaping HTTPChannelHandler.Responder, gate: ConnectionGate) {
    loop = HTTP1Channel(responder: responder)
    self.gate = gate
  }

  /// Puts the guard between the decoder and the loop.
  public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let record = ConnectionRecord(peer: channel.remoteAddress?.ipAddress ?? "")
      let pipeline = channel.pipeline.syncOperations
      try Self.guardRequests(of: pipeline, gate, record)
      try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
      // Parts of a body are up to 64 KiB; many uploads at once hold few of them each.
      let parts = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
        wrappingChannelSynchronously: channel,
        configuration: .init(
          backPressureStrategy: .init(lowWatermark: 1, highWatermark: 2), isOutboundHalfClosureEnabled: true))
      return Value(parts: parts, record: record)
    }
  }

  static func guardRequests(
    of pipeline: ChannelPipeline.SynchronousOperations, _ gate: ConnectionGate, _ record: ConnectionRecord
  ) throws {
    let handler = ConnectionHandler(gate, record)
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = gate.limits.headerBytes
    limits.maxHeaderListSize = gate.limits.headerBytes
    limits.maxHeaderFieldCount = gate.limits.headerFields
    try pipeline.addHandler(ByteMeter(handler))
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
      withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
    try pipeline.addHandler(handler)
  }

  /// Answers until the connection is closed.
  public func handle(value: Value, logger: Logger) async {
    await ConnectionRecord.$current.withValue(value.record) {
      await loop.handle(value: value.parts, logger: logger)
    }
  }
}
