import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TestSupport

/// A TCP connection that sends what a proper client would not, and keeps what comes back.
final class RawConnection: Sendable {
  private let channel: any Channel
  private let collector: Collector

  private final class Collector: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    // Written on the event loop, read by the test: both behind the lock.
    let state = Mutex((bytes: [UInt8](), isEnded: false))

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = Array(Self.unwrapInboundIn(data).readableBytesView)
      state.withLock { $0.bytes += bytes }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if case ChannelEvent.inputClosed = event { state.withLock { $0.isEnded = true } }
    }

    func channelInactive(context: ChannelHandlerContext) { state.withLock { $0.isEnded = true } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  private init(_ channel: any Channel, _ collector: Collector) {
    self.channel = channel
    self.collector = collector
  }

  /// A server that is shut down waits for requests under way: none is left behind by a test that failed.
  deinit { channel.close(promise: nil) }

  /// - Parameter reads: whether it takes what the server sends.
  static func open(_ port: Int, reads: Bool = true) async throws -> RawConnection {
    let collector = Collector()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.autoRead, value: reads)
      .channelOption(.socketOption(.so_rcvbuf), value: reads ? 1 << 18 : 1 << 12)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(collector) }
      }
      .connect(host: "127.0.0.1", port: port).get()
    return RawConnection(channel, collector)
  }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// Ends by an error, too, when the task is cancelled while nobody reads.
  func send(_ bytes: [UInt8]) async throws {
    try await withTaskCancellationHandler {
      try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  /// Says that nothing more will be sent.
  func finish() async throws { try await channel.close(mode: .output) }

  func close() { channel.close(promise: nil) }

  /// All that came so far.
  var received: String { collector.state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }
  /// Whether the server has said that nothing more comes.
  var isEnded: Bool { collector.state.withLock { $0.isEnded } }

  /// Waits until the server has hung up; false when it has not in time.
  func ends() async throws -> Bool { try await wait { isEnded } }

  /// Waits until enough has come; false when it has not in time.
  func receives(_ isEnough: (String) -> Bool) async throws -> Bool { try await wait { isEnough(received) } }

  private func wait(_ isDone: () -> Bool) async throws -> Bool {
    try await soon(every: .milliseconds(5)) { isDone() }
  }

  /// The status codes of all answers so far, in order.
  var statuses: [Int] {
    received.split(separator: "HTTP/1.").dropFirst(received.hasPrefix("HTTP/1.") ? 0 : 1).compactMap {
      Int($0.dropFirst(2).prefix(3))
    }
  }
}
