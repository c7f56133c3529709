import Domain
import Store

/// The person that somebody who registers or logs in names: document type and number, tidied as the form would.
struct AccountPerson: Sendable {
  let key: ApplicantKey
  /// What is wrong with the number; empty = nothing. Only registering tells it.
  let findings: [Problem]

  /// - Parameter idType: nil is a resident's identity card.
  init(profile: Profile, idType: String?, idNumber: String, today: Day) {
    let type = ResidentNumber.kind(named: idType ?? "01", of: InputText.folded(idNumber))
    guard let kind = NumberKind(idType: type, by: profile.standards) else {
      key = ApplicantKey(province: profile.province, idType: type, idNumber: InputText.folded(idNumber).uppercased())
      let text = Text(zh: "没有这种证件类型，请从表单的列表中选择。", en: "There is no such document type; choose one of the form's.")
      findings = [Problem(field: "id_type", code: "unknown_code", text: text)]
      return
    }
    var check = Numbers.check(idNumber, as: kind, today: today, by: profile.standards)
    if !check.isValid, kind == .residentID, profile.settings.legacy?.upgradesOldNumbers == true {
      // Who has an old archive may only know its number of 15 digits: it becomes the one of today.
      let old = Numbers.check(idNumber, as: .residentID15, today: today, by: profile.standards)
      if old.isValid { check = old }
    }
    key = ApplicantKey(province: profile.province, idType: type, idNumber: String(check.normalised.prefix(64)))
    findings = check.findings.filter { $0.severity == .error }.map { $0.problem(field: "id_number") }
  }
}

extension AddressFields {
  /// The form's own, the one for messages first.
  init(_ profile: Profile) {
    func ids(_ isOne: (FieldType) -> Bool) -> [String] {
      let found = profile.fields.filter { $0.list == nil && isOne($0.type) }.map(\.id)
      return found.filter { $0 == profile.settings.notification.recipient }
        + found.filter { $0 != profile.settings.notification.recipient }
    }
    self.init(email: ids { $0 == .email }, phone: ids { $0 == .mobile } + ids { $0 == .phone })
  }
}
