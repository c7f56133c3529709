/// What a stored return says, in both languages. It is stored in Chinese, as the applicant was told; in English the catalogue's words stand
/// for that, and where it has none the Chinese ones with their code.
public struct ReturnWords: Sendable {
  private let standards: Standards
  /// The form that counts first.
  private let profiles: [Profile]

  /// - Parameter profiles: the forms that it may be about, the one that counts first.
  public init(_ standards: Standards, forms profiles: [Profile]) {
    self.standards = standards
    self.profiles = profiles
  }

  /// Of whatever version of these provinces' forms: the latest counts first.
  public init(_ catalogue: Catalogue, provinces: [String]) {
    self.init(catalogue.standards, forms: provinces.flatMap { catalogue.profiles.versions(of: $0).reversed() })
  }

  /// The text of a reason.
  public func text(of code: String, stored: String) -> Text {
    Text(zh: stored, en: standards.reason(code)?.text.en ?? "\(stored) (\(code))")
  }

  /// The hint of a reason; a hint that a form has worded for itself since stays as it was told.
  public func hint(of code: String, stored: String) -> Text {
    let own = profiles.lazy.compactMap { $0.reasons.first { $0.code == code }?.hint }
    let same = own.first { $0.zh == stored } ?? standards.reason(code)?.hint
    return Text(zh: stored, en: same?.zh == stored ? same?.en ?? stored : stored)
  }

  /// What the form calls a field or slot; nil where no form has it.
  public func label(_ target: String) -> Text? { profiles.lazy.compactMap { $0.label(target) }.first }

  /// The same beside the words in which it is stored.
  public func label(_ target: String, stored: String) -> Text {
    Text(zh: stored, en: label(target)?.en ?? (stored == target ? stored : "\(stored) (\(target))"))
  }
}
