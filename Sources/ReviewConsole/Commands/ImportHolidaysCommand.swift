import Domain
import Foundation
import Store

/// `import holidays` (导入 节假日): takes in the State Council's notice for a year.
enum ImportHolidaysCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件",
    Text(
      zh: "CSV 文件（UTF-8），首行：date、kind，可加 name（日期、类型、名称）",
      en: "a CSV file in UTF-8 with the columns date and kind, optionally name"))

  static let spec = CommandSpec(
    "import holidays", "导入 节假日",
    summary: Text(zh: "导入国务院办公厅公布的一年的节假日安排", en: "takes in the State Council's holidays of a year"),
    details: Text(
      zh:
        "一个文件是一年的安排，每行一天：放假（holiday）或调休上班（makeup_workday）。有一行不对就全不导入。同一年再次导入，整年替换，并列出改了什么。待审申报的期限同时重算，只会推后，不会提前。",
      en:
        "A file is the notice of one year, a day a line: holiday (放假) or makeup_workday (调休上班). One wrong line, and nothing goes in. A later file for the same year replaces it whole and says what changed. Due dates of what is pending are counted again and only move later."
    ),
    arguments: [file.spec],
    examples: [
      .init(
        Text(zh: "导入 节假日 2027.csv", en: "import holidays 2027.csv"), Text(zh: "2027 年的安排", en: "the holidays of 2027"))
    ],
    roles: [.administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let path = try input.require(file)
    let today = try await context.databaseDay()
    let notice = try CalendarFile(path: path, today: today)
    guard notice.isRight else { return refused(notice, context.language) }
    let run = UUID()
    // Safe to do twice: what went in before the connection broke is found unchanged.
    let result = try await context.change(repeatable: true) { try await $0.importCalendar(notice, run: run) }
    let unknown = try await context.read { try await $0.calendar() }.unknownYear
    return imported(notice, result, unknown, context.language)
  }

  private static func refused(_ notice: CalendarFile, _ language: Language) -> CommandOutput {
    let found = found(notice)
    return CommandOutput(
      blocks: [.table(found.table(language))], json: document(notice, nil, found, language),
      talk: [
        .warning(
          Text(
            zh: "文件中有 \(found.count) 行不对，什么都没有导入，原来的安排照旧；改好后请重新导入整个文件。",
            en:
              "\(found.count) lines are wrong, and nothing went in: the calendar is as before. Correct them and import the file again."
          ))
      ], exitCode: .failed)
  }

  private static func imported(
    _ notice: CalendarFile, _ result: CalendarImport, _ unknown: UnknownYear?, _ language: Language
  ) -> CommandOutput {
    let found = found(notice)
    let year = notice.year.map(String.init) ?? ""
    var talk: [Notice] = []
    if result.changes.isEmpty {
      talk.append(
        .done(
          Text(
            zh: "\(year) 年的 \(result.unchanged) 天与已有的安排完全相同，没有改动。",
            en: "All \(result.unchanged) days of \(year) are known as they are; nothing changed.")))
    } else {
      talk.append(
        .done(
          Text(
            zh:
              "\(year) 年的安排已导入：新增 \(result.added) 天，更改 \(result.updated) 天，删去 \(result.removed) 天，未变 \(result.unchanged) 天。",
            en:
              "The calendar of \(year) is in: \(result.added) days added, \(result.updated) changed, \(result.removed) removed, \(result.unchanged) unchanged."
          )))
      talk.append(
        .hint(
          result.moved == 0
            ? Text(zh: "待审申报的期限都不受影响。", en: "No due date of what is pending moved.")
            : Text(
              zh: "\(result.moved) 件待审申报的期限已推后；已经告知申报人的期限不会提前。",
              en:
                "\(result.moved) pending applications are due later now; none is due earlier than its applicant was told."
            )))
    }
    if found.warned > 0 {
      talk.append(
        .warning(
          Text(
            zh: "其中 \(found.warned) 行有疑问，已照写的导入，见上表；如有误，改好后再导入一次即可。",
            en:
              "\(found.warned) lines look strange and went in as they are: see the table. If one is wrong, import the corrected file."
          )))
    }
    if let unknown { talk.append(.warning(unknown.text(for: .administrator))) }
    return CommandOutput(
      blocks: (found.isEmpty ? [] : [.table(found.table(language))])
        + (result.changes.isEmpty ? [] : [.table(changes(result.changes, language))]),
      json: document(notice, result, found, language), talk: talk)
  }

  private static func found(_ notice: CalendarFile) -> RefusedLines {
    var found = RefusedLines()
    for (line, problems) in notice.problems { found.add(line, problems) }
    return found
  }

  private static func changes(_ changes: [CalendarImport.Change], _ language: Language) -> Table {
    Table(
      title: Text(zh: "改动", en: "Changes"),
      columns: [
        .init("date", Text(zh: "日期", en: "DATE")), .init("weekday", Text(zh: "星期", en: "DAY"), audience: .people),
        .init("before", Text(zh: "原来", en: "BEFORE")), .init("now", Text(zh: "现在", en: "NOW")),
        .init("name", Text(zh: "名称", en: "NAME"), yields: 1, minimum: 6),
      ],
      rows: changes.map { change in
        [
          .day(change.day), .text(weekday(change.day)(language)), kind(change.before, language),
          kind(change.now, language),
          .text(change.name),
        ]
      })
  }

  private static func weekday(_ day: Day) -> Text {
    let zh = ["一", "二", "三", "四", "五", "六", "日"]
    let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return Text(zh: "周" + zh[day.weekday - 1], en: en[day.weekday - 1])
  }

  private static func kind(_ kind: Holiday.Kind?, _ language: Language) -> Cell {
    switch kind {
    case .holiday: .named(Text(zh: "放假", en: "holiday")(language), code: Holiday.Kind.holiday.rawValue)
    case .makeupWorkday: .named(Text(zh: "调休上班", en: "work")(language), code: Holiday.Kind.makeupWorkday.rawValue)
    case nil: .none
    }
  }

  private static func document(
    _ notice: CalendarFile, _ result: CalendarImport?, _ found: RefusedLines, _ language: Language
  ) -> JSONDocument {
    [
      "year": .integer(notice.year), "added": .integer(result?.added ?? 0), "updated": .integer(result?.updated ?? 0),
      "removed": .integer(result?.removed ?? 0), "unchanged": .integer(result?.unchanged ?? 0),
      "moved": .integer(result?.moved ?? 0), "refused_lines": .integer(found.count), "refused": found.json(language),
      "changes": changes(result?.changes ?? [], language).json,
    ]
  }
}
