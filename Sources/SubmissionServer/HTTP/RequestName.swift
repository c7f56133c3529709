import Foundation

/// What a request is called in answers, logs and error reports.
enum RequestName {
  /// The client's own name for the request where it is a short token, else a new UUID.
  static func of(_ header: String?) -> String {
    if let header, (8...64).contains(header.utf8.count),
      header.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
          || $0 == 0x5F
      })
    {
      return header
    }
    var random = SystemRandomNumberGenerator()
    return UUID.random(using: &random).uuidString.lowercased()
  }
}
