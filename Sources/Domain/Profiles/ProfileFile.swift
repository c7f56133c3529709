/// A profile as a database keeps it: the file that was put in with `profile add`.
public struct ProfileFile: Hashable, Sendable {
  /// The province's id, as `hubei`.
  public let province: String
  /// The edition.
  public let version: String
  /// The file's name, for findings.
  public let name: String
  /// The YAML.
  public let content: String
  /// The regions that it brings.
  public let regions: [Region]

  /// A file by its parts.
  public init(province: String, version: String, name: String, content: String, regions: [Region]) {
    self.province = province
    self.version = version
    self.name = name
    self.content = content
    self.regions = regions
  }
}
