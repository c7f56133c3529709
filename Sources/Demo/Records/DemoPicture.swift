/// A drawn picture that stands for an attachment; the pool holds a few of each kind.
public struct DemoPicture: Hashable, Sendable {
  /// What it shows.
  public enum Kind: String, CaseIterable, Sendable {
    case photo
    case idFront = "id_front"
    case idBack = "id_back"
    case unitCertificate = "unit_certificate"
    case workProof = "work_proof"
    case diploma
    case degree
    case qualification
    case householdProof = "household_proof"
    case studentCard = "student_card"
    case abacus
    case cpa

    /// What belongs into a slot; a certificate for slots that came later.
    public init(slot: String) {
      switch slot {
      case "photo": self = .photo
      case "id_front": self = .idFront
      case "id_back": self = .idBack
      case "unit_certificate": self = .unitCertificate
      case "work_proof_current", "work_proof_first": self = .workProof
      case "diploma_full_time", "diploma_part_time": self = .diploma
      case "degree_full_time", "degree_part_time": self = .degree
      case "household_proof": self = .householdProof
      case "student_card": self = .studentCard
      case "abacus_certificate": self = .abacus
      case "cpa_certificate": self = .cpa
      default: self = .qualification
      }
    }
  }

  /// What it shows.
  public let kind: Kind
  /// Which of its kind: not negative, to be taken modulo the pool's size. Neighbours are different pictures.
  public let variant: Int
}
