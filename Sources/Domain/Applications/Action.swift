/// What can be done to an application, so that its state changes.
public enum Action: String, CaseIterable, Sendable {
  case change, submit, withdraw, claim, release, expire, approve, `return`, transfer, reopen

  /// The word for people.
  public var name: Text {
    switch self {
    case .change: Text(zh: "变更", en: "change")
    case .submit: Text(zh: "提交", en: "submit")
    case .withdraw: Text(zh: "撤销提交", en: "withdraw")
    case .claim: Text(zh: "领取", en: "claim")
    case .release: Text(zh: "释放", en: "release")
    case .expire: Text(zh: "领取到期", en: "lease expiry")
    case .approve: Text(zh: "通过", en: "approve")
    case .return: Text(zh: "退回", en: "return")
    case .transfer: Text(zh: "转办", en: "transfer")
    case .reopen: Text(zh: "撤回", en: "reopen")
    }
  }
}
