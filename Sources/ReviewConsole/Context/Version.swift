/// The version of the program, as `--version` says it.
enum Version {
  static let number = "0.1.0"
}
