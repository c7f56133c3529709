import Domain

/// Sentences about lines of an archive file; none repeats a value.
enum ArchiveText {
  static func noArchives(_ isMissing: Bool, _ known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      field: "province", code: isMissing ? "required" : "unknown_code",
      text: Text(zh: "该省不收原有档案；可用：\(list)。", en: "No archives are taken for this province; only for \(list)."))
  }

  static func noKey(_ field: Field) -> Problem {
    Problem(
      field: field.id, code: "required",
      text: Text(
        zh: "缺少“\(field.label.zh)”：档案由它查找。", en: "“\(field.label.en)” is missing: the archive is found by it."))
  }

  static func noAddress(_ field: Field) -> Problem {
    Problem(
      field: field.id, code: "no_address", severity: .warning,
      text: Text(
        zh: "“\(field.label.zh)”不是可用的联系方式，没有留存；其余已导入。本人收不到验证码的，凭证件到部门核实。",
        en:
          "“\(field.label.en)” is no address and was not kept; the rest went in. Whom no code reaches comes with the document."
      ))
  }

  static func noPostcode(_ field: Field) -> Problem {
    Problem(
      field: field.id, code: "no_postcode", severity: .warning,
      text: Text(
        zh: "“\(field.label.zh)”不是六位邮政编码（表格软件常去掉开头的0），没有留存；其余已导入。",
        en:
          "“\(field.label.en)” is no postcode of six digits (spreadsheets drop a leading 0) and was not kept; the rest went in."
      ))
  }

  static func passwordScheme(_ known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      field: "password_scheme", code: "unknown_code",
      text: Text(
        zh: "原密码的算法应为：\(list)；其他算法请留空，本人可找回密码。", en: "The password's digest must be one of \(list); leave others empty."
      ))
  }

  static func passwordHash(_ digits: Int) -> Problem {
    Problem(
      field: "password_hash", code: "format",
      text: Text(zh: "原密码的摘要应为 \(digits) 位十六进制数。", en: "The password's digest must have \(digits) hexadecimal digits."))
  }

  static let guessablePassword = Problem(
    field: "password_hash", code: "guessable_password", severity: .warning,
    text: Text(
      zh: "原密码别人猜得到（由证件号码、手机号、生日、姓名、邮箱等组成，或是常见词、键盘顺序、重复的字符），登录时不会认可，不能证明是本人，没有留存；其余已导入。本人凭验证码登录，收不到的凭证件到部门核实。",
      en:
        "The old password is one that anybody guesses (of number, phone, birth, name, mail; a common word, a row of keys, a repetition); no log-in takes it, and it was not kept. "
        + "The rest went in. The person comes by a code, or with the document."))

  static func repeated(_ field: String, line: Int) -> Problem {
    Problem(
      field: field, code: "repeated_person",
      text: Text(
        zh: "与第 \(line) 行是同一人而内容不同，请只保留一行。", en: "This is the person of line \(line) with other contents: keep one."))
  }
}
