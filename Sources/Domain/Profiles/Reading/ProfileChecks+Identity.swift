extension ProfileChecks {
  /// Words stand in channels that there are; who registers here can be told apart, log in and be reached.
  func wayIn() {
    let identity = profile.identity
    for word in identity.words + (identity.registration.map { $0.buttons + $0.done } ?? []) {
      for id in word.channels where profile.channel(id) == nil {
        log.note(
          nil, path: "identity", zh: "“\(word.text.zh)”：没有渠道“\(id)”", en: "“\(word.text.en)”: no channel “\(id)”")
      }
    }
    guard let form = identity.registration else { return }
    if identity.kind != .local {
      log.note(
        at: "registration", zh: "只有本地账号（kind: local）才在这里注册", en: "only local accounts (kind: local) register here")
    }
    for member in RegistrationForm.Member.allCases where form.fields.filter({ $0.member == member }).count > 1 {
      log.note(at: "registration", zh: "“\(member.rawValue)”重复", en: "“\(member.rawValue)” is used twice")
    }
    for member in RegistrationForm.Member.necessary where form[member]?.isRequired != true {
      log.note(
        at: "registration", zh: "“\(member.rawValue)”须列入并必填：没有它不能开账号",
        en: "“\(member.rawValue)” must be there and required: without it there is no account")
    }
  }
}
