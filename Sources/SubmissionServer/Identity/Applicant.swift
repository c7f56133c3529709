import Domain

/// Who asks: vouched for by the provincial service network or by a local account.
struct Applicant: Sendable, Hashable {
  /// The profile's id.
  let province: String
  /// Code of the kind of document.
  let idType: String
  /// Canonical form of the number.
  let idNumber: String
  let name: String
  /// Where messages go; nil where the identity has none.
  let phone: String?
  /// The answers that arrive with the identity, by field id: all of the profile's locked or confirmed fields that the identity knows.
  let answers: Answers
  /// SHA-256 (hex) of the local session's token; nil for the service network.
  let session: String?
}
