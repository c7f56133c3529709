import Domain
import Foundation

/// What a request is called in answers, logs and error reports.
enum RequestName {
  /// The client's own name for the request where it is a short token, else a new UUID.
  static func of(_ header: String?) -> String {
    if let header, (8...64).contains(header.utf8.count),
      header.utf8.allSatisfy({ $0.isAlphanumeric || $0 == 0x2D || $0 == 0x5F })
    {
      return header
    }
    var random = SystemRandomNumberGenerator()
    return UUID.random(using: &random).uuidString.lowercased()
  }
}
