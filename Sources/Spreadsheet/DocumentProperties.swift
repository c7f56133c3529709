public import Foundation

/// What a file manager shows about the workbook. Texts over 255 characters are cut.
public struct DocumentProperties: Hashable, Sendable {
  /// Title.
  public var title = ""
  /// Subject.
  public var subject = ""
  /// Who made it.
  public var author = ""
  /// The bureau.
  public var company = ""
  /// Category.
  public var category = ""
  /// Keywords, separated by commas.
  public var keywords = ""
  /// Filters and the like.
  public var comments = ""
  /// When it was made; nil is now.
  public var created: Date?
  /// Further properties by name.
  public var custom: [Custom] = []

  /// A property of our own.
  public struct Custom: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its text.
    public var value: String
    /// A property of our own.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// No properties.
  public init() {}
}
