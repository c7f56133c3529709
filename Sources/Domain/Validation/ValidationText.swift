/// The one place where the engine's own findings become sentences; a profile's rules bring theirs along.
/// Codes are listed in `docs/profiles.md` and never change their meaning. No sentence repeats the value.
enum ValidationText {
  /// What an answer should have been.
  enum Expectation {
    case text, boolean, integer, list, record

    var words: Text {
      switch self {
      case .text: Text(zh: "文字（在引号内）", en: "a text (in quotes)")
      case .boolean: Text(zh: "是或否（true 或 false）", en: "true or false")
      case .integer: Text(zh: "整数", en: "a whole number")
      case .list: Text(zh: "列表", en: "a list")
      case .record: Text(zh: "一条记录", en: "a record")
      }
    }
  }

  /// A name from outside made fit for a screen: no control characters, at most 80 characters.
  static func printable(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars.prefix(80) {
      let isPlain = TextReading.fault(in: String(scalar), multiline: false) == nil
      text.unicodeScalars.append(isPlain ? scalar : "?")
    }
    return text.isEmpty ? "?" : text
  }

  static func unknownField(_ name: String) -> Problem {
    Problem(
      field: name, code: "unknown_field",
      text: Text(zh: "本省表单没有“\(name)”这一栏，请删去。", en: "This form has no field “\(name)”: leave it out."))
  }

  static func wrongType(_ name: String, _ label: Text, expected: Expectation) -> Problem {
    Problem(
      field: name, code: "wrong_type",
      text: Text(
        zh: "“\(label.zh)”的数据类型不对，应为\(expected.words.zh)。",
        en: "“\(label.en)” is of the wrong type: \(expected.words.en) is expected."))
  }

  static func required(_ name: String, _ field: Field) -> Problem {
    let isChosen =
      switch field.type {
      case .code, .codes, .boolean, .date, .region: true
      default: false
      }
    return Problem(
      field: name, code: "required",
      text: Text(
        zh: "请\(isChosen ? "选择" : "填写")“\(field.label.zh)”。",
        en: "\(isChosen ? "Choose" : "Fill in") “\(field.label.en)”."))
  }

  static func notApplicable(_ name: String, _ label: Text) -> Problem {
    Problem(
      field: name, code: "not_applicable",
      text: Text(
        zh: "按您所填的其他内容，“\(label.zh)”无需填写，请清空。",
        en: "By your other answers “\(label.en)” does not apply: leave it empty."))
  }

  static func unknownCode(_ name: String, _ label: Text) -> Problem {
    Problem(
      field: name, code: "unknown_code",
      text: Text(
        zh: "“\(label.zh)”的选项不存在，请从列表中选择。", en: "“\(label.en)” is not one of the choices: pick one from the list."))
  }

  static func unknownRegion(_ name: String, _ label: Text, instead now: [String]) -> Problem {
    guard !now.isEmpty else {
      return Problem(
        field: name, code: "unknown_code",
        text: Text(
          zh: "“\(label.zh)”的行政区划代码不存在，请重新选择市和区县。",
          en: "“\(label.en)” is no region's code: choose city and county again."))
    }
    return Problem(
      field: name, code: "retired_region",
      text: Text(
        zh: "“\(label.zh)”的行政区划已撤并，请改选：\(now.joined(separator: "、"))。",
        en: "The region in “\(label.en)” no longer exists; choose \(now.joined(separator: ", "))."))
  }

  static func regionLevel(_ name: String, _ label: Text) -> Problem {
    Problem(
      field: name, code: "region_level",
      text: Text(zh: "“\(label.zh)”请选择到区、县（市）。", en: "Choose the county in “\(label.en)”, not only the city."))
  }

  static func date(_ name: String, _ label: Text, isMonth: Bool) -> Problem {
    Problem(
      field: name, code: "invalid_date",
      text: isMonth
        ? Text(
          zh: "“\(label.zh)”只写到月，请写到日，如 2026-11-21。", en: "“\(label.en)” lacks the day: write it as 2026-11-21.")
        : Text(
          zh: "“\(label.zh)”不是有效日期，请按“年-月-日”填写，如 2026-11-21。", en: "“\(label.en)” is no date: write it as 2026-11-21."))
  }

  static func future(_ name: String, _ label: Text) -> Problem {
    Problem(
      field: name, code: "future_date",
      text: Text(zh: "“\(label.zh)”不能晚于今天，请核对。", en: "“\(label.en)” lies in the future: please check."))
  }

  static func length(_ name: String, _ field: Field) -> Problem {
    let low = field.length.lowerBound
    let high = field.length.upperBound
    return Problem(
      field: name, code: "length",
      text: Text(
        zh: low > 1 ? "“\(field.label.zh)”应为\(low)至\(high)个字符。" : "“\(field.label.zh)”不能超过\(high)个字符，请精简。",
        en: low > 1
          ? "“\(field.label.en)” must have \(low) to \(high) characters."
          : "“\(field.label.en)” may have \(high) characters at most."))
  }

  /// `U+202E`: the one way to show what nobody sees.
  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  static func characters(_ name: String, _ label: Text, _ fault: TextReading.Fault) -> Problem {
    switch fault {
    case .control(let scalar):
      let sign = codePoint(scalar)
      return Problem(
        field: name, code: "control_character",
        text: Text(
          zh: "“\(label.zh)”中有不可见的控制字符（\(sign)），请删除后重新输入。",
          en: "“\(label.en)” holds an invisible control character (\(sign)): type it again."))
    case .broken(let scalar):
      let sign = codePoint(scalar)
      return Problem(
        field: name, code: "broken_text",
        text: Text(
          zh: "“\(label.zh)”中有无法识别的字符（\(sign)），请重新输入。",
          en: "“\(label.en)” holds a broken character (\(sign)): type it again."))
    }
  }

  static func range(_ name: String, _ label: Text, _ range: ClosedRange<Int>) -> Problem {
    Problem(
      field: name, code: "range",
      text: Text(
        zh: "“\(label.zh)”应在\(range.lowerBound)至\(range.upperBound)之间。",
        en: "“\(label.en)” must lie between \(range.lowerBound) and \(range.upperBound)."))
  }

  static func choices(_ name: String, _ label: Text, _ count: ClosedRange<Int>) -> Problem {
    Problem(
      field: name, code: "choices",
      text: Text(
        zh: "“\(label.zh)”应选\(count.lowerBound)至\(count.upperBound)项。",
        en: "“\(label.en)” takes \(count.lowerBound) to \(count.upperBound) of them."))
  }

  static func unexpectedPrefix(_ name: String, _ field: Field) -> Problem {
    Problem(
      field: name, code: "unexpected_prefix", severity: .warning,
      text: Text(
        zh: "“\(field.label.zh)”不是本省常见号段（\(field.expectedPrefixes.joined(separator: "、"))），请核对。",
        en:
          "“\(field.label.en)” does not begin as usual in this province (\(field.expectedPrefixes.joined(separator: ", ")))."
      ))
  }

  static func contradiction(_ name: String, _ field: Field) -> Problem {
    Problem(
      field: name, code: "contradicts_id_number",
      text: Text(
        zh: "“\(field.label.zh)”与证件号码不一致，请核对证件号码或改正此栏。",
        en: "“\(field.label.en)” contradicts the document number: correct one of them."))
  }

  static func rows(_ list: ListField, count: Int) -> Problem {
    let tooMany = count > list.rows.upperBound
    let bound = tooMany ? list.rows.upperBound : list.rows.lowerBound
    return Problem(
      field: list.id, code: tooMany ? "too_many_rows" : "too_few_rows",
      text: Text(
        zh: tooMany ? "“\(list.label.zh)”最多填写\(bound)条。" : "“\(list.label.zh)”至少填写\(bound)条。",
        en: "“\(list.label.en)” takes \(tooMany ? "at most" : "at least") \(bound)."))
  }

  static func noDepartment(_ field: String, _ label: Text) -> Problem {
    Problem(
      field: field, code: "no_department",
      text: Text(
        zh: "所选地区在本省没有对应的\(label.zh)，请重新选择，或向会计管理部门咨询。",
        en: "No bureau of this province answers for that region: choose again, or ask the bureau."))
  }

  static func notRouted(_ profile: Profile) -> Problem {
    noDepartment(profile.routing.routes.first?.field ?? "answers", profile.routing.label)
  }
}
