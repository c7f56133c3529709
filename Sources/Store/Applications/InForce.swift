import Domain
public import Foundation

/// What of an application is approved and counts, also while a change of it is under way.
public struct InForce: Sendable, Hashable {
  /// The revision that was approved.
  public let revision: Int
  /// When.
  public let since: Date

  init(_ json: JSONValue) throws {
    guard let revision = json["revision"]?.integer else { throw StoreFailure.unreadable("in_force") }
    self.revision = revision
    since = try Date(seconds: json["since"])
  }
}
