import Hummingbird

/// What Hummingbird hands over with a request.
struct EndpointContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address at the other end of the connection, without port.
  let peer: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
