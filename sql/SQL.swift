public import Foundation

/// The schema: migrations as they stand beside this file.
public enum SQL {
  /// The folder of the files `NNNN_name.sql`.
  public static var migrations: URL {
    Bundle.module.bundleURL.appending(path: "migrations", directoryHint: .isDirectory)
  }
}
