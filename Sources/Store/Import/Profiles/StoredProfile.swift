public import Domain
public import Foundation

/// What became of a profile that was put into the database.
public struct ProfileAdded: Hashable, Sendable {
  /// What was done.
  public enum Outcome: String, Sendable {
    /// It is there now.
    case added
    /// It stands for another text of this version, which nobody had used.
    case replaced
    /// It was there, word for word.
    case unchanged
  }

  /// What was done.
  public let outcome: Outcome
  /// How many bureaus came with it that were not there.
  public let bureaus: Int
}

/// A version of a province's form, as the database has it.
public struct StoredProfile: Hashable, Sendable {
  /// The province's id.
  public let province: String
  /// The edition.
  public let version: String
  /// What the procedure is called.
  public let name: String
  /// The letter pair of application numbers.
  public let letters: String
  /// First day on which new applications use it.
  public let validFrom: Day
  /// Last day; nil = no end known.
  public let validTo: Day?
  /// The file that was put in; nil = it comes with the program.
  public let file: String?
  /// When; nil = it comes with the program.
  public let addedAt: Date?
  /// Who put it in; nil = it comes with the program.
  public let addedBy: String?
  /// How many applications are filled under it.
  public let used: Int
}
