/// How far an import of a CSV file is.
public struct ImportProgress: Sendable, Hashable {
  /// Rows that were not there before.
  public internal(set) var added = 0
  /// Rows that were there and differed.
  public internal(set) var updated = 0
  /// Rows that were there as they are.
  public internal(set) var unchanged = 0
  /// Lines that did not go in.
  public internal(set) var refused = 0
  /// Of the file.
  public internal(set) var bytesRead = 0
  /// Of the file.
  public internal(set) var bytesInAll = 0

  /// All that was looked at.
  public var lines: Int { added + updated + unchanged + refused }
}
