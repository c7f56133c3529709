public import Domain

/// What a drawn picture must show to stand for an attachment.
public struct DemoPicture: Hashable, Sendable {
  /// The slot it is for.
  public let slot: String
  /// What the document says: the code of the education, degree or qualification; nil where there is none.
  public let level: String?
  /// Whose portrait it is.
  public let sex: Sex
  /// The province's id, where documents differ.
  public let province: String
  /// The code of the return reason that it shows; nil for a good one.
  public let flaw: String?
  /// Which of those that fit, to be taken modulo their number; not negative.
  public let variant: Int
}
