/// A kind of number with a rule of its own. Raw values are what the code list `id_type` names as validator.
public enum NumberKind: String, CaseIterable, Sendable {
  /// 公民身份号码, 18 characters (GB 11643-1999).
  case residentID = "resident_id"
  /// Its form before 1999-10-01, 15 digits; only in old archives.
  case residentID15 = "resident_id_15"
  /// 港澳台居民居住证, since 2018-09-01.
  case residencePermit = "hmt_residence"
  /// 统一社会信用代码 (GB 32100-2015).
  case creditCode = "uscc"
  /// 组织机构代码 (GB 11714-1997).
  case organisationCode = "org_code"
  /// Either of the two above, told by length.
  case unitCode = "unit_code"
  /// 外国人永久居留身份证 in either form, told by length.
  case permanentResident = "pr_card"
  /// Its form since 2023-12-01, 18 digits.
  case permanentResident2023 = "pr_card_2023"
  /// Its form before, three letters and 12 digits.
  case permanentResidentOld = "pr_card_old"
  /// 港澳居民来往内地通行证.
  case hongKongMacaoPermit = "hm_permit"
  /// 台湾居民来往大陆通行证.
  case taiwanPermit = "tw_permit"
  /// 中国护照, those of the special administrative regions included.
  case chinesePassport = "cn_passport"
  /// 外国护照.
  case foreignPassport = "foreign_passport"
  /// 军官证: no published rule, so only a plausible text.
  case military
  /// 其他: any short text.
  case free
  /// A mobile number of the mainland; one of elsewhere with a warning.
  case mobile
  /// A mobile or a landline of the mainland; one of elsewhere, or of a service, with a warning.
  case phone
  /// 邮政编码.
  case postcode
  /// An e-mail address.
  case email

  /// The kind that a code of the list `id_type` asks for; nil for an unknown code.
  public init?(idType code: String, by standards: Standards) {
    guard let validator = standards.codeLists["id_type"]?[code]?.attributes["validator"] else { return nil }
    self.init(rawValue: validator)
  }

  /// The word for people.
  public var name: Text {
    switch self {
    case .residentID: Text(zh: "居民身份证号码", en: "resident ID number")
    case .residentID15: Text(zh: "15位旧身份证号码", en: "old 15-digit ID number")
    case .residencePermit: Text(zh: "港澳台居民居住证号码", en: "residence permit number")
    case .creditCode: Text(zh: "统一社会信用代码", en: "unified social credit code")
    case .organisationCode: Text(zh: "组织机构代码", en: "organisation code")
    case .unitCode: Text(zh: "统一社会信用代码（组织机构代码）", en: "credit code or organisation code")
    case .permanentResident, .permanentResident2023, .permanentResidentOld:
      Text(zh: "外国人永久居留身份证号码", en: "permanent resident card number")
    case .hongKongMacaoPermit: Text(zh: "港澳居民来往内地通行证号码", en: "mainland travel permit number (Hong Kong, Macao)")
    case .taiwanPermit: Text(zh: "台湾居民来往大陆通行证号码", en: "mainland travel permit number (Taiwan)")
    case .chinesePassport: Text(zh: "护照号码", en: "passport number")
    case .foreignPassport: Text(zh: "护照号码", en: "passport number")
    case .military: Text(zh: "军官证号码", en: "officer card number")
    case .free: Text(zh: "证件号码", en: "document number")
    case .mobile: Text(zh: "手机号码", en: "mobile number")
    case .phone: Text(zh: "联系电话", en: "phone number")
    case .postcode: Text(zh: "邮政编码", en: "postcode")
    case .email: Text(zh: "电子邮箱", en: "e-mail address")
    }
  }
}
