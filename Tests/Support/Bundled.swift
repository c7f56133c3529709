public import Domain
public import Store

extension Catalogue {
  /// What comes with the program, read once for all tests.
  public static let bundled: Catalogue = {
    do { return try ofTheProgram() } catch { fatalError("\(error)") }
  }()
}

extension Standards {
  public static var bundled: Standards { Catalogue.bundled.standards }
}

extension Profile {
  public static var bundled: [Profile] { Catalogue.bundled.profiles.all }

  public static func current(_ province: String, on day: Day) -> Profile? {
    Catalogue.bundled.profiles.current(province, on: day)
  }

  public static func parse(_ yaml: String, name: String) throws(ProfileFailure) -> Profile {
    try parse(yaml, name: name, by: .bundled)
  }
}

extension ReferenceData {
  public static var bundled: ReferenceSource { source(.bundled) }
}
