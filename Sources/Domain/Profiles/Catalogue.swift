public import Foundation

/// All that a program knows as data: standards, places, and the provinces' profiles. Passed on as one value; a database may add to it.
public struct Catalogue: Sendable {
  /// What all provinces share.
  public let standards: Standards
  /// The provinces' forms.
  public let profiles: ProfileFolder
  /// Where the program's own was read.
  public let folders: [URL]
  /// What comes with the program alone: the rows that it brings to every database.
  public let own: (standards: Standards, profiles: ProfileFolder)

  /// What is in a folder of tables and a folder of profiles.
  public init(tables: URL, profiles: URL) throws(DataFailure) {
    let standards = try Standards(tables)
    folders = [tables, profiles]
    own = (standards, ProfileFolder(profiles, by: standards))
    self.standards = standards
    self.profiles = own.profiles
  }

  private init(_ program: Catalogue, with files: [ProfileFile]) {
    folders = program.folders
    own = program.own
    standards = own.standards.adding(regions: files.flatMap(\.regions))
    profiles = own.profiles.adding(files)
  }

  /// The program's own and these, in the order in which they were put in: of two that name one region or version the later one counts.
  public func adding(_ files: [ProfileFile]) -> Catalogue { Catalogue(self, with: files) }

  /// What comes with the program.
  ///
  /// - Throws: where its own tables are missing or spoilt: it is to be installed again, with its resource folder.
  public static func ofTheProgram() throws(DataFailure) -> Catalogue {
    let resources = Bundle.module.bundleURL.appendingPathComponent("Resources")
    return try Catalogue(
      tables: resources.appendingPathComponent("codes"), profiles: resources.appendingPathComponent("profiles"))
  }
}
