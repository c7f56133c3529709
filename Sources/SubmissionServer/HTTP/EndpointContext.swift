import ConnectionGuard
import Hummingbird
import NIOCore

/// What Hummingbird hands over with a request.
struct EndpointContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection that it came on.
  let record: ConnectionRecord
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
    record = ConnectionRecord.current ?? ConnectionRecord(peer: channel.remoteAddress?.ipAddress ?? "")
  }
}
