/// Conditions, types and rules as sentences, for people who read a profile without its YAML.
extension Profile {
  /// A condition in words: 当“是否有工作单位”为“是”.
  public func words(_ condition: Condition) -> Text {
    switch condition {
    case .all(let parts): joined(parts, zh: "，且", en: " and ")
    case .any(let parts): joined(parts, zh: "，或", en: " or ")
    case .not(.field(let id, let test)): words(id, test, negated: true)
    case .not(let part): Text(zh: "并非（\(words(part).zh)）", en: "not (\(words(part).en))")
    case .field(let id, let test): words(id, test, negated: false)
    }
  }

  private func joined(_ parts: [Condition], zh: String, en: String) -> Text {
    let nested = parts.map { part -> Text in
      let text = words(part)
      switch part {
      case .all(let inner) where inner.count > 1, .any(let inner) where inner.count > 1:
        return Text(zh: "（\(text.zh)）", en: "(\(text.en))")
      default: return text
      }
    }
    return Text(zh: nested.map(\.zh).joined(separator: zh), en: nested.map(\.en).joined(separator: en))
  }

  private func words(_ id: String, _ test: Condition.Test, negated: Bool) -> Text {
    let field = fieldsByID[id]
    let label = label(id) ?? Text(zh: id, en: id)
    let not = negated ? (zh: "不", en: "not ") : (zh: "", en: "")
    let predicate: Text =
      switch test {
      case .present: negated ? Text(zh: "未填写", en: "is left out") : Text(zh: "已填写", en: "is answered")
      case .oneOf(let values):
        Text(
          zh: "\(not.zh)为\(values.map { "“\(name($0, field).zh)”" }.joined(separator: "、"))",
          en: "is \(not.en)\(values.map { "“\(name($0, field).en)”" }.joined(separator: ", "))")
      case .above(let bound):
        Text(
          zh: "\(not.zh)高于“\(name(bound, field).zh)”", en: "is \(not.en)above “\(name(bound, field).en)”")
      case .before(let day): Text(zh: "\(not.zh)早于\(day.iso)", en: "is \(not.en)before \(day.iso)")
      case .after(let day): Text(zh: "\(not.zh)晚于\(day.iso)", en: "is \(not.en)after \(day.iso)")
      case .startsWith(let beginnings):
        Text(
          zh: "\(not.zh)以\(beginnings.joined(separator: "、"))开头",
          en: "\(negated ? "does not begin" : "begins") with \(beginnings.joined(separator: ", "))")
      case .matches(let pattern):
        Text(zh: "\(not.zh)符合 \(pattern.source)", en: "\(negated ? "does not fit" : "fits") \(pattern.source)")
      case .sameAs(let other, _):
        Text(
          zh: "\(negated ? "不同于" : "等同于")“\(self.label(other)?.zh ?? other)”",
          en: "\(negated ? "differs from" : "equals") “\(self.label(other)?.en ?? other)”")
      case .column(let column, let values):
        Text(
          zh: "的 \(column) \(not.zh)为 \(values.isEmpty ? "任意值" : values.joined(separator: "、"))",
          en: "has \(not.en)\(column) \(values.isEmpty ? "at all" : values.joined(separator: ", "))")
      }
    return Text(zh: "“\(label.zh)”\(predicate.zh)", en: "“\(label.en)” \(predicate.en)")
  }

  private func name(_ value: JSONValue, _ field: Field?) -> Text {
    let words = value.string ?? value.canonicalJSON
    return field.map { display(value, of: $0) } ?? Text(zh: words, en: words)
  }

  /// The choice with this number as its code, however many zeros it is written with.
  private func name(_ bound: Int, _ field: Field?) -> Text {
    if case .code(let codes)? = field?.type,
      let choice = codes.choices.first(where: { Int($0.code) == bound })
    {
      return choice.name
    }
    return Text(zh: "\(bound)", en: "\(bound)")
  }

  /// What may be answered, in words.
  public func words(_ type: FieldType) -> Text {
    switch type {
    case .text: Text(zh: "文字", en: "text")
    case .code(let codes): Text(zh: "\(codes.choices.count)项选一", en: "one of \(codes.choices.count)")
    case .codes(let codes, let count):
      Text(
        zh: "\(codes.choices.count)项选\(count.lowerBound)至\(count.upperBound)项",
        en: "\(count.lowerBound) to \(count.upperBound) of \(codes.choices.count)")
    case .date: Text(zh: "日期", en: "date")
    case .boolean: Text(zh: "是/否", en: "yes/no")
    case .integer(let range):
      Text(
        zh: "\(range.lowerBound)至\(range.upperBound)的整数", en: "whole number \(range.lowerBound) to \(range.upperBound)")
    case .mobile: Text(zh: "手机号码", en: "mobile number")
    case .phone: Text(zh: "手机或固定电话", en: "mobile or landline")
    case .email: Text(zh: "电子邮箱", en: "e-mail address")
    case .postcode: Text(zh: "6位邮政编码", en: "postcode")
    case .region: Text(zh: "市、区/县", en: "city and county")
    case .identityNumber: Text(zh: "按证件类型校验的号码", en: "number, by type of document")
    case .unitCode(true): Text(zh: "统一社会信用代码或组织机构代码", en: "credit code or organisation code")
    case .unitCode(false): Text(zh: "统一社会信用代码", en: "credit code")
    }
  }

  /// What a slot's files must be, in words.
  public func words(_ rule: FileRule) -> Text {
    var zh = [rule.kindWords]
    var en = [rule.kindWords]
    for (bound, isLower) in [(rule.smallest, true), (rule.largest, false)] {
      guard let words = bound?.words(isLower: isLower) else { continue }
      zh.append(words.zh)
      en.append(words.en)
    }
    if rule.minimumWidth > 0 {
      zh.append("像素\(rule.isExact ? "正好" : "大于等于")\(rule.minimumWidth)*\(rule.minimumHeight)")
      en.append("\(rule.isExact ? "exactly" : "at least") \(rule.minimumWidth)*\(rule.minimumHeight) pixels")
    }
    if !rule.backgrounds.isEmpty {
      zh.append("背景\(rule.backgrounds.map(\.words.zh).joined(separator: "、"))")
      en.append("background \(rule.backgrounds.map(\.words.en).joined(separator: ", "))")
    }
    return Text(zh: zh.joined(separator: "，"), en: en.joined(separator: ", "))
  }
}
