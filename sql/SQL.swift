public import Foundation

/// The schema: files as they stand beside this one. `tables/` is history, `functions/` and `doors/` are source; sql/README.md tells the
/// difference.
public enum SQL {
  /// The folder with `tables`, `functions`, `doors` and `takeover`.
  public static var folder: URL { Bundle.module.bundleURL }

  /// The number of the schema that this program brings. Raised with every change of a file below it that goes out, so that of two programs
  /// at one database the older one knows that it is.
  public static let build = 12

  /// The oldest number whose programs may still work with this schema: raised when a change would break them.
  public static let admits = 10

  /// The checksum over all files that goes with `build`. A test compares it: whoever changes a file raises the number and notes the new one.
  public static let checksum = "055eb73cbff68f06d9a920763549df572be4dda9fbdb0481fc58c18742129539"
}
