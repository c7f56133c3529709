import NIOCore

/// Stands before the decoder and tells the connection's handler of bytes as they come: what cannot be decoded yet still counts.
final class ByteMeter: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let handler: ConnectionHandler

  init(_ handler: ConnectionHandler) { self.handler = handler }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Self.unwrapInboundIn(data)
    guard handler.bytesWillBeRead(bytes.readableBytes) else { return }
    context.fireChannelRead(data)
    handler.bytesWereRead()
  }
}

@available(*, unavailable)
extension ByteMeter: Sendable {}
