import Domain
import Store

/// What a look-up found: its cards, how many there are of all, and how to come nearer.
struct LookupOutput: Sendable {
  let question: LookupQuestion
  let answer: LookupAnswer
  let calendar: DatabaseCalendar
  let context: ConsoleContext

  var output: CommandOutput {
    let screens = answer.cards.map { LookupScreen(card: $0, calendar: calendar, context: context) }
    let said = answer.cards.isEmpty ? [nothing] : [found] + (answer.total > answer.cards.count ? [nearer] : [])
    return CommandOutput(
      blocks: screens.flatMap(\.blocks), json: .array(screens.map(\.json)), talk: said.map(Notice.hint))
  }

  /// What the words behind the name were read as: whoever meant something else sees it.
  private var conditions: Text? {
    let parts = [
      question.birthYear.map { Text(zh: "\($0)年出生", en: "born in \($0)") },
      question.department.map { code in
        let name = context.standards.departments[code].map { " \($0.fullName)" } ?? ""
        return Text(zh: "部门 \(code)\(name)", en: "bureau \(code)\(name)")
      },
      question.ends.map { Text(zh: "证件号码末四位 \($0)", en: "ID number ending in \($0)") },
    ].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    return Text(zh: parts.map(\.zh).joined(separator: "，"), en: parts.map(\.en).joined(separator: ", "))
  }

  private var found: Text {
    let count = answer.cards.count
    let first = answer.total - answer.behind - count + 1
    let among = conditions.map { Text(zh: "（\($0.zh)）", en: " (\($0.en))") } ?? Text(zh: "", en: "")
    guard answer.total > count else {
      return Text(
        zh: "找到 \(count) 件\(among.zh)；查询已记入日志。", en: "\(count) found\(among.en); the lookup is on record.")
    }
    let part =
      first == 1
      ? Text(zh: "前 \(count) 件", en: "the first \(count)")
      : Text(zh: "第 \(first) 至 \(first + count - 1) 件", en: "\(first) to \(first + count - 1)")
    return Text(
      zh: "共 \(answer.total) 件\(among.zh)，这里是\(part.zh)，新的在前；查询已记入日志。",
      en: "\(answer.total) in all\(among.en), here are \(part.en), newest first; the lookup is on record.")
  }

  private var nearer: Text {
    let next =
      answer.behind > 0
      ? answer.cards.last.map {
        Text(zh: "下一页：同样再查，加 --之后 \($0.number)（--after）。", en: "Next page: the same with --after \($0.number).")
      } : nil
    let words: Text? =
      answer.kind == .name
      ? Text(
        zh: "缩小范围：姓名后加出生年份（如 1987）、部门（如 330102 或 上城区财政局）或证件号码末四位（如 末四位 002X）。",
        en:
          "Nearer: behind the name a year of birth (1987), a bureau (330102) or the last four of the ID number (ends 002X)."
      )
      : nil
    let parts = [words, next].compactMap(\.self)
    return Text(zh: parts.map(\.zh).joined(), en: parts.map(\.en).joined(separator: " "))
  }

  private var nothing: Text {
    if answer.total > 0 {
      return Text(zh: "后面没有了：共 \(answer.total) 件。", en: "Nothing behind that: \(answer.total) in all.")
    }
    switch answer.kind {
    case .nothing:
      return Text(
        zh: "看不出要查什么。可以查：申报号（ZJ26-000123-X）、完整姓名、电话、完整的证件号码。",
        en:
          "That is nothing to look up: write an application number (ZJ26-000123-X), a whole name, a phone or a whole ID number."
      )
    case .creditCode:
      return Text(
        zh: "这是单位的统一社会信用代码，查询找的是申报人。请按申报号、完整姓名、电话或证件号码查。",
        en: "This is a unit's credit code; look-ups find applicants, by number, whole name, phone or ID number.")
    case .phone:
      return Text(
        zh: "没有找到留这个电话的人。可能换过号码，还没有提交，或不归您的单位；请按姓名或证件号码查。",
        en:
          "Nobody of your bureau's has left this phone. It may have changed, or nothing was submitted yet: try the name or ID number."
      )
    case .name:
      guard let conditions else { break }
      return Text(
        zh: "没有找到：没有这个姓名，或没有符合条件的（\(conditions.zh)）。请核对后再查。",
        en: "Nothing found: nobody has this name, or nobody of it is \(conditions.en). Please compare.")
    case .idNumber:
      if let digits = oddPhone {
        return Text(
          zh: "没有找到。手机号码是11位，这里有\(digits)位；固定电话要带区号；证件号码要完整。",
          en:
            "Nothing found. A mobile number has 11 digits, this has \(digits); landlines need their area, ID numbers must be whole."
        )
      }
    case .number, .mistyped: break
    }
    return Text(
      zh: "没有找到。姓名、电话和证件号码要完整；也可能还没有提交，或不归您的单位。",
      en:
        "Nothing found. Name, phone and ID number must be whole; or nothing was submitted yet, or it is not your bureau's."
    )
  }

  /// How many digits a text has that would be a mobile number with one more or less; nil for others.
  private var oddPhone: Int? {
    let digits = InputText.folded(question.text).filter { $0 != "-" }
    guard digits.utf8.allSatisfy({ 48...57 ~= $0 }), digits.hasPrefix("1"), [9, 10, 12].contains(digits.utf8.count)
    else { return nil }
    return digits.utf8.count
  }
}
