/// Where an application stands (状态).
public enum ApplicationState: String, CaseIterable, Sendable {
  /// Being filled in; only the applicant sees it.
  case draft
  /// Handed in, waits for a reviewer.
  case submitted
  /// A reviewer holds the lease.
  case inReview = "in_review"
  /// Decided: accepted.
  case approved
  /// Decided: back to the applicant with reasons.
  case returned

  /// The word for people.
  public var name: Text {
    switch self {
    case .draft: Text(zh: "草稿", en: "draft")
    case .submitted: Text(zh: "待审核", en: "submitted")
    case .inReview: Text(zh: "审核中", en: "in review")
    case .approved: Text(zh: "审核通过", en: "approved")
    case .returned: Text(zh: "已退回", en: "returned")
    }
  }
}
