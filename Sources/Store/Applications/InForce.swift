import Domain
public import Foundation

/// What of an application is approved and counts, also while a change of it is under way.
public struct InForce: Sendable, Hashable {
  /// The revision that was approved.
  public let revision: Int
  /// When.
  public let since: Date
  /// The bureau's name, where a change of it is with another one, for the bureau that approved it; else nil.
  public let department: String?

  init(_ json: JSONValue) throws {
    guard let revision = json["revision"]?.integer else { throw StoreFailure.unreadable("in_force") }
    self.revision = revision
    department = json["department"]?.string
    since = try Date(seconds: json["since"])
  }
}
