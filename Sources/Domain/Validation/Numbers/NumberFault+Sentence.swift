/// The one place where findings about numbers become sentences.
extension NumberFault {
  /// What is wrong and what to do, for whoever typed the number. The number itself is never in it.
  func sentence(about kind: NumberKind, count: Int) -> Text {
    let zh = kind.name.zh
    let en = kind.name.en
    switch self {
    case .address: return kind.addressSentence
    case .birth:
      return Text(
        zh: "\(zh)中的出生日期不存在或晚于今天，请对照证件核对。",
        en: "The birth date in the \(en) does not exist or lies in the future: compare it with the document.")
    case .sequence:
      return Text(
        zh: "\(zh)的顺序码不能是000，请对照证件核对。", en: "The sequence in the \(en) cannot be 000: compare it with the document.")
    case .checkCharacter:
      return Text(
        zh: "\(zh)的校验码不符，可能有一位输错或相邻两位写反，请对照证件逐位核对。",
        en:
          "The check character of the \(en) does not fit; a character may be mistyped or two exchanged: compare it one by one."
      )
    case .charset: return kind.charsetSentence
    case .length: return kind.lengthSentence(count: count)
    case .format: return kind.formatSentence
    case .nationality:
      return Text(
        zh: "\(zh)中的国籍代码不存在，请对照证件核对。", en: "The nationality in the \(en) does not exist: compare it with the document.")
    case .selfDefined:
      return Text(
        zh: "该组织机构代码属于自定义码段（PDY），不能用于申报，请填写单位的统一社会信用代码。",
        en: "Organisation codes beginning with PDY are self-defined: enter the unit's credit code.")
    case .unknownRegion:
      return Text(
        zh: "\(zh)中的地区代码不在现行及历史行政区划表中，请核对。",
        en: "The region in the \(en) is in no table of ours, present or past: please check.")
    case .age:
      return Text(zh: "按\(zh)推算的年龄不足16岁或超过100岁，请核对。", en: "The \(en) gives an age below 16 or above 100: please check.")
    case .otherDocument:
      return Text(
        zh: "该号码像是港澳台居民居住证号码，请核对证件类型。",
        en: "This looks like a residence permit for Hong Kong, Macao or Taiwan residents: check the type.")
    case .ownType:
      return Text(
        zh: "这是\(zh)，请把证件类型改为相应的证件。", en: "This is a \(en): choose that document as the type.")
    case .registration:
      return Text(
        zh: "\(zh)前两位的登记管理部门或机构类别少见，请核对。",
        en: "Registering department or category of the \(en) are unusual: please check.")
    case .oddCheck:
      return Text(
        zh: "\(zh)的校验码不符；厦门市2015至2016年发放的部分代码本来如此，请与登记证照逐位核对。",
        en:
          "The check character of the \(en) does not fit; some that Xiamen gave out in 2015 and 2016 are so: compare it with the certificate."
      )
    case .foreignNumber:
      return Text(
        zh: "\(zh)是境外号码，短信不一定能送达，请核对。",
        en: "The \(en) is a number from abroad, which text messages may not reach: please check.")
    case .serviceNumber:
      return Text(
        zh: "\(zh)是400或800服务号码，不是本人的号码，请核对。",
        en: "The \(en) is the number of a service (400, 800) and nobody's own: please check.")
    case .bodyCheck:
      return Text(
        zh: "\(zh)中的主体标识码（第9至17位）校验不符，请核对。",
        en: "The organisation code inside the \(en) (positions 9 to 17) does not check: please compare.")
    }
  }
}

extension NumberKind {
  fileprivate var addressSentence: Text {
    switch self {
    case .residencePermit:
      Text(
        zh: "港澳台居民居住证号码应以810000、820000或830000开头，请核对号码和证件类型。",
        en: "A residence permit number begins with 810000, 820000 or 830000: check number and type.")
    case .permanentResident, .permanentResident2023:
      Text(
        zh: "\(name.zh)第2、3位的省份代码不存在，请对照证件核对。",
        en: "Positions 2 and 3 of the \(name.en) are no province: compare it with the document.")
    default:
      Text(
        zh: "\(name.zh)开头的地区代码不存在，请对照证件核对。",
        en: "The \(name.en) begins with no province's code: compare it with the document.")
    }
  }

  fileprivate var charsetSentence: Text {
    switch self {
    case .creditCode, .unitCode:
      Text(
        zh: "\(name.zh)只含数字和大写字母，没有I、O、S、V、Z，第3至8位是数字；请检查是否把0写成了O、把1写成了I。",
        en:
          "A \(name.en) has digits and capitals, never I, O, S, V, Z, and digits in positions 3 to 8: look for O in place of 0."
      )
    case .organisationCode:
      Text(
        zh: "组织机构代码由8位数字或大写字母加1位数字或X组成，不能有其他字符。",
        en: "An organisation code is 8 digits or capitals and a digit or X, nothing else.")
    case .military, .free:
      Text(zh: "\(name.zh)中有不能使用的字符，请重新输入。", en: "The \(name.en) has characters that cannot be: type it again.")
    default:
      Text(
        zh: "\(name.zh)前17位应为数字，末位为数字或X，不能有其他字符。", en: "The \(name.en) has 17 digits and a digit or X, nothing else.")
    }
  }

  fileprivate func lengthSentence(count: Int) -> Text {
    let length: String
    switch self {
    case .residentID where count == 15:
      return Text(
        zh: "15位旧身份证号码自2013年起停用，请填写18位居民身份证号码。",
        en: "15-digit numbers have not been valid since 2013: enter the 18-character number.")
    case .organisationCode: length = "9"
    case .unitCode:
      return Text(
        zh: "统一社会信用代码为18位（组织机构代码为9位），现为\(count)位，请核对。",
        en: "A credit code has 18 characters, an organisation code 9; this has \(count).")
    case .permanentResident:
      return Text(
        zh: "\(name.zh)为18位（旧证15位），现为\(count)位，请核对。",
        en: "A \(name.en) has 18 characters, an old one 15; this has \(count).")
    case .military: length = "4-30"
    case .free: length = "1-50"
    default: length = "18"
    }
    return Text(
      zh: count == 0 ? "\(name.zh)应为\(length)位，请核对。" : "\(name.zh)应为\(length)位，现为\(count)位，请核对。",
      en: "The \(name.en) must have \(length) characters\(count == 0 ? "" : ", this has \(count)").")
  }

  fileprivate var formatSentence: Text {
    let form: Text
    switch self {
    case .residentID15: form = Text(zh: "15位数字", en: "15 digits")
    case .permanentResident, .permanentResident2023:
      form = Text(
        zh: "以9开头的18位数字（旧证为3位字母加12位数字）", en: "18 digits beginning with 9 (old cards: 3 letters and 12 digits)")
    case .permanentResidentOld: form = Text(zh: "3位字母加12位数字", en: "3 letters and 12 digits")
    case .hongKongMacaoPermit: form = Text(zh: "H或M加8位数字", en: "H or M and 8 digits")
    case .taiwanPermit: form = Text(zh: "8位数字", en: "8 digits")
    case .chinesePassport: form = Text(zh: "如E加8位数字的9位号码", en: "9 characters, as E and 8 digits")
    case .foreignPassport: form = Text(zh: "5至15位大写字母或数字", en: "5 to 15 capitals or digits")
    case .military: form = Text(zh: "证件上印有的含数字的编号", en: "the number printed on the card")
    case .mobile:
      form = Text(
        zh: "1开头的11位数字，境外号码以+和国家（地区）代码开头", en: "11 digits beginning with 1, or + and the country's code")
    case .phone:
      form = Text(
        zh: "11位手机号码，或区号加7至8位固定电话号码，境外号码以+和国家（地区）代码开头",
        en: "a mobile number of 11 digits, a landline with area code, or + and the country's code")
    case .postcode: form = Text(zh: "6位数字，首位为0至8", en: "6 digits, the first 0 to 8")
    case .email: form = Text(zh: "如 name@example.cn 的地址", en: "an address as name@example.cn")
    default: form = Text(zh: "证件上的号码", en: "the number on the document")
    }
    return Text(zh: "\(name.zh)格式不对，应为\(form.zh)，请核对。", en: "The \(name.en) is malformed: it is \(form.en).")
  }
}
