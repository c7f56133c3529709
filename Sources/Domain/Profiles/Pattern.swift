import Foundation

/// A regular expression (ICU) that a whole text must fit; compiled once, when the profile is loaded.
public struct Pattern: Hashable, Sendable {
  /// As written in the profile.
  public let source: String
  private let expression: NSRegularExpression

  /// nil when it is no regular expression.
  public init?(_ source: String) {
    guard let expression = try? NSRegularExpression(pattern: "^(?:" + source + ")$") else { return nil }
    self.source = source
    self.expression = expression
  }

  /// Whether all of `text` fits.
  public func fits(_ text: String) -> Bool {
    let range = NSRange(text.startIndex..., in: text)
    // `$` also stops before a last line break: the match must reach the very end.
    return expression.firstMatch(in: text, range: range)?.range == range
  }

  /// Equal where the sources are.
  public static func == (left: Pattern, right: Pattern) -> Bool { left.source == right.source }

  /// By the source.
  public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
