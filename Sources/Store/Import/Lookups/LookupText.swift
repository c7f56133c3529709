import Domain

/// Sentences about lines of files of units and contacts; none repeats a value.
enum LookupText {
  /// What is wrong with a short text; nil = nothing.
  static func fault(in text: String, field: String, isNeeded: Bool, longest: Int) -> Problem? {
    if text.isEmpty {
      return isNeeded
        ? Problem(field: field, code: "required", text: Text(zh: "这一栏不能空。", en: "This must not be empty.")) : nil
    }
    guard text.count <= longest else {
      return Problem(
        field: field, code: "length",
        text: Text(zh: "这一栏超过 \(longest) 个字。", en: "This is longer than \(longest) characters."))
    }
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: false
      default: scalar.value != 0xFFFD
      }
    }
    return isPlain
      ? nil
      : Problem(
        field: field, code: "control_character",
        text: Text(zh: "这一栏含有看不见的控制字符或乱码。", en: "This holds control characters or broken text."))
  }

  static let unknownType = Problem(
    field: "unit_type", code: "unknown_code",
    text: Text(zh: "代码表 unit_type 没有这个单位类型；不清楚可以留空。", en: "The list unit_type has no such code; leave it empty."))

  static let unknownRegion = Problem(
    field: "region", code: "unknown_code",
    text: Text(zh: "没有这个行政区划代码；不清楚可以留空。", en: "There is no region with this code; leave it empty."))

  static func department(isAmbiguous: Bool) -> Problem {
    Problem(
      field: "department", code: isAmbiguous ? "ambiguous" : "unknown_department",
      text: isAmbiguous
        ? Text(zh: "同名的会计管理部门不止一个，请写代码或带城市的全称。", en: "Several bureaus are called so: write the code or the full name.")
        : Text(zh: "没有这个会计管理部门；请写代码或带城市的全称。", en: "There is no such bureau: write the code or the full name."))
  }

  static let phone = Problem(
    field: "phone", code: "format",
    text: Text(zh: "这不像电话号码：应有 5 位以上数字，可带区号、分机（转）和顿号。", en: "This is no telephone number: at least 5 digits."))

  static let day = Problem(
    field: "date", code: "format",
    text: Text(zh: "日期要写年月日，如 2026-09-30。", en: "A date is written year first: 2026-09-30."))

  static let dayToCome = Problem(
    field: "date", code: "future",
    text: Text(zh: "这一天还没有到，在册人数是已经点清的数。", en: "This day is yet to come; a register is counted as it was."))

  static let persons = Problem(
    field: "registered", code: "format",
    text: Text(zh: "在册人数是 0 或正整数，可带千分位逗号，不带单位。", en: "A whole number from 0, with commas if you like."))

  static func repeated(_ field: String, line: Int) -> Problem {
    Problem(
      field: field, code: "repeated",
      text: Text(
        zh: "与第 \(line) 行说的是同一个而内容不同，请只保留一行。", en: "This is what line \(line) is about, with other contents: keep one.")
    )
  }
}

extension ImportLine.Entry {
  /// A line about the thing with this key, of the only group.
  init(line: Int, key: String, _ members: [String: JSONValue]) {
    let content = JSONValue.object(members).canonicalJSON
    var all = members
    all["line"] = .integer(line)
    self.init(
      group: "", key: key.hashValue, content: content.hashValue, json: JSONValue.object(all).canonicalJSON)
  }
}
