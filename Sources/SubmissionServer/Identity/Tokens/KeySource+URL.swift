import AsyncHTTPClient
import NIOCore

extension KeySource.Place {
  /// An https address: five seconds, 256 KB, no detours.
  static func url(_ address: String) -> KeySource.Place {
    KeySource.Place(read: {
      var request = HTTPClientRequest(url: address)
      request.headers.add(name: "Accept", value: "application/jwk-set+json, application/json")
      let response = try await client.execute(request, timeout: .seconds(5))
      guard response.status == .ok else { throw KeySetFault.unreachable }
      do {
        let body = try await response.body.collect(upTo: KeySet.largest)
        return Array(body.readableBytesView)
      } catch is NIOTooManyBytesError { throw KeySetFault.tooLarge }
    })
  }

  /// Lives as long as the program.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    // Keys come from where the configuration says, not from where an answer points.
    configuration.redirectConfiguration = .disallow
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()
}
