@testable import Domain

extension Numbers {
  /// Judges the characters as they stand, by the rule of the kind alone.
  static func checkAsWritten(
    _ text: String, as kind: NumberKind, today: Day, by standards: Standards
  ) -> NumberCheck {
    var inspection = NumberInspection(kind: kind, text: text, today: today, standards: standards)
    inspection.run()
    return inspection.result
  }
}
