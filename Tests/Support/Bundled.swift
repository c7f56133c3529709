public import Domain
public import Store

extension Catalogue {
  /// What comes with the program, read once for all tests.
  public static let bundled: Catalogue = {
    do { return try ofTheProgram() } catch { fatalError("\(error)") }
  }()
}

extension Standards {
  /// Those that come with the program.
  public static var bundled: Standards { Catalogue.bundled.standards }
}

extension Profile {
  /// Those that come with the program.
  public static var bundled: [Profile] { Catalogue.bundled.profiles.all }

  /// Of those that come with the program.
  public static func current(_ province: String, on day: Day) -> Profile? {
    Catalogue.bundled.profiles.current(province, on: day)
  }

  /// By the standards that come with the program.
  public static func parse(_ yaml: String, name: String) throws(ProfileFailure) -> Profile {
    try parse(yaml, name: name, by: .bundled)
  }
}

extension ReferenceData {
  /// What the program brings for tables.
  public static var bundled: ReferenceSource { source(.bundled) }
}
