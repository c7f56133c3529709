import Yams

/// Collects what is wrong while a file is read, so that the author sees all of it at once.
final class FindingLog {
  let file: String
  private(set) var findings: [ProfileFinding] = []
  private(set) var silentChoices: [SilentChoice] = []
  /// Where fields, slots, sections and so on stand, for findings about them made after reading.
  private var places: [String: (mark: Mark?, path: String)] = [:]

  init(file: String) { self.file = file }

  func note(_ mark: Mark?, path: String, zh: String, en: String) {
    findings.append(
      ProfileFinding(
        file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, path: path, text: Text(zh: zh, en: en)))
  }

  /// Remembers where `name` stands.
  func place(_ name: String, _ mark: Mark?, path: String) { places[name] = (mark, path) }

  /// A finding about something remembered.
  func note(at name: String, zh: String, en: String) {
    let place = places[name]
    note(place?.mark, path: place?.path ?? name, zh: zh, en: en)
  }

  func silent(_ choice: SilentChoice) { silentChoices.append(choice) }
}
