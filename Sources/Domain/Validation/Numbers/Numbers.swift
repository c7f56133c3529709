/// The rules for identity, organisation, phone and postal numbers.
public enum Numbers {
  /// Judges what somebody typed: tidied first (full-width forms, spaces, case; `+86` and hyphens where a number may
  /// have them), then by the rule of its kind.
  public static func check(_ text: String, as kind: NumberKind, today: Day, by standards: Standards) -> NumberCheck {
    // No number is as long as this, and nobody wants a megabyte tidied.
    guard text.utf8.count <= longest else { return inspect(text, as: kind, today: today, by: standards) }
    return inspect(tidied(text, as: kind), as: kind, today: today, by: standards)
  }

  private static let longest = 512

  private static func inspect(_ text: String, as kind: NumberKind, today: Day, by standards: Standards) -> NumberCheck {
    var inspection = NumberInspection(kind: kind, text: text, today: today, standards: standards)
    if text.utf8.count > longest {
      inspection.error(inspection.faultOfLength)
    } else {
      inspection.run()
    }
    return inspection.result
  }
}
