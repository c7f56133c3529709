import Domain

extension ApplicationState {
  /// What tables call applications of this state: 已通过 beside 已退回, where a screen says of one that it is 审核通过.
  var standing: Text { self == .approved ? Text(zh: "已通过", en: "approved") : name }
}
