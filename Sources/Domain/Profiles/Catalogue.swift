public import Foundation

/// All that a program knows as data: standards, places, and the provinces' profiles. Made once when it starts, and passed on.
public struct Catalogue: Sendable {
  /// What all provinces share.
  public let standards: Standards
  /// The provinces' forms.
  public let profiles: ProfileFolder
  /// Where it was read.
  public let folders: [URL]

  /// What is in a folder of tables and a folder of profiles.
  public init(tables: URL, profiles: URL) throws(DataFailure) {
    folders = [tables, profiles]
    standards = try Standards(tables)
    self.profiles = ProfileFolder(profiles, by: standards)
  }

  /// What comes with the program.
  ///
  /// - Throws: where its own tables are missing or spoilt: it is to be installed again, with its resource folder.
  public static func ofTheProgram() throws(DataFailure) -> Catalogue {
    let resources = Bundle.module.bundleURL.appendingPathComponent("Resources")
    return try Catalogue(
      tables: resources.appendingPathComponent("codes"), profiles: resources.appendingPathComponent("profiles"))
  }
}
