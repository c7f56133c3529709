import Domain

/// Sentences about lines of a notice.
enum CalendarText {
  static let date = Problem(
    field: "date", code: "format",
    text: Text(
      zh: "这不是日期：年份写在前面、写四位，如 2027-01-01、2027/1/1、2027年1月1日。",
      en: "This is no date: the year comes first, as in 2027-01-01 or 2027/1/1.")
  )

  static let kind = Problem(
    field: "kind", code: "unknown_kind",
    text: Text(
      zh: "看不出是放假还是上班：请写“放假”或“调休上班”（holiday、makeup_workday）。只写“调休”分不清。",
      en: "Neither a day off nor one of work: write holiday (放假) or makeup_workday (调休上班)."))

  static let workOnWeekday = Problem(
    field: "kind", code: "work_on_weekday", severity: .warning,
    text: Text(
      zh: "这一天是周一至周五，本来就上班，写成了调休上班；请核对日期和年份。", en: "A Monday to Friday is a working day anyway: check date and year."))

  static let tooLong = Problem(
    field: "line", code: "too_many_lines",
    text: Text(
      zh: "超过 \(CalendarFile.longest) 行，不是一年的节假日安排；以下没有再看。",
      en: "More than \(CalendarFile.longest) lines are no calendar of a year; the rest was not looked at."))

  static let empty = Problem(
    field: "line", code: "no_days", text: Text(zh: "首行以下没有日期。", en: "There are no days below the first line."))

  static let noHoliday = Problem(
    field: "kind", code: "no_holiday",
    text: Text(zh: "没有一天放假，只有上班日，不是节假日安排。", en: "No day is a holiday: this is no calendar of a year."))

  static func repeated(line: Int, isSame: Bool) -> Problem {
    isSame
      ? Problem(
        field: "date", code: "repeated", severity: .warning,
        text: Text(
          zh: "与第 \(line) 行是同一天，安排相同，只算一次。", en: "The day of line \(line) once more, and the same: it counts once."))
      : Problem(
        field: "date", code: "contradiction",
        text: Text(
          zh: "与第 \(line) 行是同一天，一处放假、一处上班；请只保留一行。",
          en: "The day of line \(line), a holiday there or here and work in the other: keep one."))
  }

  static func otherYear(_ year: Int) -> Problem {
    Problem(
      field: "date", code: "other_year",
      text: Text(
        zh: "这一天不在 \(year) 年：一个文件只放一年的安排（元旦放假可从上年 12 月起）。",
        en: "This day is not in \(year): a file holds one year (New Year's days off may begin in December before)."))
  }

  static func toCome(_ year: Int, _ current: Int) -> Problem {
    Problem(
      field: "date", code: "year_to_come",
      text: Text(
        zh: "\(year) 年的通知还不会有：今年是 \(current) 年，每年只公布下一年的安排。请核对年份。",
        en: "There is no notice for \(year) yet: it is \(current), and each is for the next year. Check the year."))
  }

  static func past(_ year: Int) -> Problem {
    Problem(
      field: "date", code: "past_year", severity: .warning,
      text: Text(
        zh: "\(year) 年已经过去；如果是笔误，请改正后再导入。", en: "\(year) is over; if that is a slip, correct it and import again."))
  }

  static func incomplete(_ year: Int, _ missing: [Text]) -> Problem {
    Problem(
      field: "date", code: "incomplete",
      text: Text(
        zh: "\(year) 年的安排不全，没有写放假的法定节日：\(missing.map(\.zh).joined(separator: "、"))。请补全整年的安排。",
        en:
          "The year \(year) is not whole; statutory holidays are missing: \(missing.map(\.en).joined(separator: ", "))."
      ))
  }
}
