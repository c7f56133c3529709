import Domain
import Store

extension Catalogue {
  /// What comes with the program, read once.
  static let bundled: Catalogue = {
    do { return try ofTheProgram() } catch { fatalError("\(error)") }
  }()
}

extension Standards {
  static var bundled: Standards { Catalogue.bundled.standards }
}

extension Profile {
  static var bundled: [Profile] { Catalogue.bundled.profiles.all }

  static func current(_ province: String, on day: Day) -> Profile? { bundled.current(province, on: day) }
}

extension ReferenceData {
  static var bundled: ReferenceSource { source(.bundled) }
}
