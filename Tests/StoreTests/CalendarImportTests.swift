import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// A year's notice in the database: what it replaces, what it leaves, and which due dates move.
@Suite(.timeLimit(.minutes(30)))
struct CalendarImportTests {
  private static func importing(
    _ world: World, _ text: String = CalendarFileTests.year2027, today: String = "2026-11-29"
  ) async throws -> CalendarImport {
    let file = try CalendarFileTests.read(text, today: today)
    return try await world.with(.administrator) {
      try await ReviewStore(connection: $0).importCalendar(file, run: UUID())
    }
  }

  /// An application of this day, due five working days later as the calendar now is.
  private static func submit(_ person: Int, on day: String, _ world: World) async throws -> World.Receipt {
    try await world.setToday(day)
    let receipt = try await world.submit(person)
    _ = try await world.owner.execute(
      "UPDATE review.application SET submitted_at = $1::date + interval '10 hours' - interval '8 hours' WHERE number = $2",
      [day, receipt.number])
    return receipt
  }

  private static func due(_ receipt: World.Receipt, _ world: World) async throws -> String? {
    try await world.owner.text("SELECT due_on FROM review.application WHERE number = $1", [receipt.number])
  }

  private static func withFiveDays(_ body: @Sendable (World) async throws -> Void) async throws {
    try await World.with { world in
      try await world.owner.script("UPDATE review.profile SET settings = settings || '{\"working_days\": 5}'")
      try await body(world)
    }
  }

  @Test(
    "2026-12-25 plus five is no New Year's Day once the notice for 2027 is in, and who waits is told nothing earlier")
  func newYear() async throws {
    try await Self.withFiveDays { world in
      let unknown = "SELECT review.unknown_year()"
      for (day, year) in [("2026-12-24", nil), ("2026-12-25", "2027"), ("2027-03-01", "2027")] {
        try await world.setToday(day)
        #expect(try await world.owner.text(unknown) == year, "\(day)")
      }
      let waiting = try await Self.submit(1, on: "2026-12-25", world)
      let early = try await Self.submit(2, on: "2026-12-24", world)
      #expect(waiting.due == "2027-01-01" && early.due == "2026-12-31")
      let decided = try await Self.submit(3, on: "2026-12-25", world)
      let reviewer = try await world.connect(.reviewer)
      try await reviewer.decide(SQLDecisionTests.approve, [decided.number, 1, decided.hash, UUID()])
      await reviewer.close()
      let result = try await Self.importing(world)
      let validation = try await Migrator(reference: ReferenceData.bundled).validate(world.owner)
      #expect(!validation.differences.contains { $0.object.contains("holiday") }, "\(validation.differences)")
      #expect(result.added == 13 && result.updated == 0 && result.removed == 0 && result.moved == 1)
      #expect(result.changes.first?.day.iso == "2027-01-01" && result.changes.first?.now == .holiday)
      #expect(try await Self.due(waiting, world) == "2027-01-04")
      #expect(try await Self.due(early, world) == "2026-12-31")
      #expect(try await Self.due(decided, world) == "2027-01-01")
      #expect(try await Self.submit(4, on: "2026-12-25", world).due == "2027-01-04")
      #expect(try await world.owner.text(unknown) == nil)
      #expect(
        try await world.owner.text(
          "SELECT concat_ws(' ', actor, detail ->> 'before', detail ->> 'due_on') FROM review.event WHERE action = 'due_moved'"
        ) == "\(world.name(.administrator)) 2027-01-01 2027-01-04")
      #expect(
        try await world.owner.text(
          "SELECT concat_ws(' ', subject, detail ->> 'year', detail ->> 'added', detail ->> 'moved') FROM review.event WHERE action = 'imported'"
        ) == "holidays 2027 13 1")
    }
  }

  @Test("over the Spring Festival, with the Saturday on which people work")
  func springFestival() async throws {
    try await Self.withFiveDays { world in
      _ = try await Self.importing(world)
      for (day, due) in [
        ("2027-02-04", "2027-02-17"), ("2027-02-05", "2027-02-17"), ("2027-02-11", "2027-02-18"),
        ("2027-02-15", "2027-02-20"), ("2027-02-16", "2027-02-22"),
      ] {
        #expect(try await world.owner.text("SELECT review.add_working_days($1, 5)", [day]) == due, "\(day)")
      }
    }
  }

  @Test(
    "the same file twice changes nothing; a later one replaces the year whole, says what changed and moves nothing earlier"
  )
  func again() async throws {
    try await Self.withFiveDays { world in
      let waiting = try await Self.submit(1, on: "2027-02-16", world)
      #expect(waiting.due == "2027-02-23")
      // A Saturday of work would make it a day earlier: it was told.
      #expect(try await Self.importing(world, today: "2027-02-16").moved == 0)
      #expect(try await Self.due(waiting, world) == "2027-02-23")
      let twice = try await Self.importing(world, today: "2027-02-16")
      #expect(twice.changes == [] && twice.unchanged == 13 && twice.moved == 0)
      let other = CalendarFileTests.year2027.replacing("2027-2-20,补班,春节", with: "2027-02-22,放假,春节")
        .replacing("劳动节", with: "五一")
      let result = try await Self.importing(world, other + "2027-02-23,放假,春节\n", today: "2027-02-16")
      #expect((result.added, result.updated, result.removed, result.unchanged) == (2, 1, 1, 11))
      #expect(result.changes.map(\.day.iso) == ["2027-02-20", "2027-02-22", "2027-02-23", "2027-05-03"])
      #expect(result.changes[0].before == .makeupWorkday && result.changes[0].now == nil)
      #expect(try await Self.due(waiting, world) == "2027-02-25" && result.moved == 1)
      #expect(try await world.owner.count("SELECT count(*) FROM review.holiday WHERE date > '2026-12-31'") == 14)
    }
  }

  @Test("what was imported and what the owner wrote outlives migrations, and wins over the program's")
  func migrations() async throws {
    try await World.with { world in
      let owner = world.owner
      try await owner.script(
        """
        INSERT INTO review.holiday (date, kind, name) VALUES ('2027-01-01', 'holiday', '元旦'), ('2026-12-28', 'holiday', '本地');
        UPDATE review.holiday SET kind = 'makeup_workday' WHERE date = '2026-10-01';
        UPDATE review.holiday SET source = 'import', name = '改' WHERE date = '2026-10-02';
        DELETE FROM review.holiday WHERE date = '2026-10-05'
        """)
      func migrate(_ label: String, days: [Holiday] = Standards.bundled.holidays) async throws -> Int? {
        let tables = ReferenceData.tables(.bundled, profiles: Profile.bundled).filter { $0.name == "holiday" }.map {
          table in
          ReferenceTable(
            table.name, columns: table.columns, key: table.key,
            rows: days.map { [$0.day, $0.kind, $0.name.zh, "program"] },
            removesOthers: table.removesOthers, sharing: table.sharing, afterwards: table.afterwards)
        }
        let source = ReferenceSource(checksum: label) { tables }
        return try await Migrator(reference: source).migrate(owner).changedRows["holiday"]
      }
      #expect(try await migrate("one") == 2)
      let kept =
        "SELECT string_agg(concat_ws(' ', date, kind, name, source), ', ' ORDER BY date) FROM review.holiday WHERE date > '2026-10-01' AND date < '2026-10-06' OR date > '2026-12-01'"
      #expect(
        try await owner.text(kept)
          == "2026-10-02 holiday 改 import, 2026-10-05 holiday 国庆节 program, 2026-12-28 holiday 本地 import, 2027-01-01 holiday 元旦 import"
      )
      _ = try await Self.importing(world)
      // The next program knows 2027 too, and says otherwise.
      let newer =
        Standards.bundled.holidays.filter { $0.day.year > 2024 } + [
          Holiday(day: try #require(Day(iso: "2027-03-08")), kind: .holiday, name: Text(zh: "妇女节", en: "")),
          Holiday(day: try #require(Day(iso: "2028-01-03")), kind: .holiday, name: Text(zh: "元旦", en: "")),
        ]
      #expect(try await migrate("two", days: newer) ?? 0 > 100)
      #expect(
        try await owner.text(
          "SELECT concat_ws(' ', count(*) FILTER (WHERE notice = 2027), count(*) FILTER (WHERE date = '2027-03-08'), count(*) FILTER (WHERE date = '2028-01-03'), min(date)) FROM review.holiday"
        ) == "13 0 1 2025-01-01")
    }
  }

  @Test("a calendar that comes with the program moves due dates, too")
  func programs() async throws {
    try await Self.withFiveDays { world in
      let waiting = try await Self.submit(1, on: "2026-12-25", world)
      let table = try #require(ReferenceData.tables(.bundled, profiles: []).first { $0.name == "holiday" })
      let source = ReferenceSource(checksum: "next") {
        [
          ReferenceTable(
            table.name, columns: table.columns, key: table.key,
            rows: table.rows + [["2027-01-01", "holiday", "元旦", "program"]],
            removesOthers: true, sharing: table.sharing, afterwards: table.afterwards)
        ]
      }
      #expect(try await Migrator(reference: source).migrate(world.owner).changedRows["holiday"] == 1)
      #expect(try await Self.due(waiting, world) == "2027-01-04")
    }
  }

  @Test("days of the December before belong to their notice")
  func december() async throws {
    try await World.with { world in
      // What stands there by no notice gives way.
      try await world.owner.script(
        "INSERT INTO review.holiday (date, kind, name, source) VALUES ('2026-12-31', 'makeup_workday', '调休', 'import')")
      let whole = CalendarFileTests.year2027 + "2026-12-31,放假,元旦\n"
      _ = try await Self.importing(world, whole)
      let works = "SELECT review.is_working_day('2026-12-31')"
      #expect(try await world.owner.text(works) == "f")
      // The year before comes once more: it does not know of them.
      let before = Standards.bundled.holidays.filter { $0.day.year == 2026 }
        .map { "\($0.day.iso),\($0.kind.rawValue),\($0.name.zh)" }
      let again = try await Self.importing(world, "date,kind,name\n" + before.joined(separator: "\n"))
      #expect(again.changes == [] && again.unchanged == before.count)
      #expect(try await world.owner.text(works) == "f")
      #expect(try await Self.importing(world).removed == 1)
      #expect(try await world.owner.text(works) == "t")
    }
  }

  @Test("psql is held to the same")
  func plain() async throws {
    try await World.with { world in
      try await world.with(.administrator) { connection in
        let calendar = "SELECT review.calendar_import(gen_random_uuid(), $1, $2)"
        let day = #"{"date": "2027-01-01", "kind": "holiday"}"#
        for lines in [
          "[]", "{}", "[\(day), \(day)]", #"[{"date": "2027-02-20", "kind": "makeup_workday"}]"#, "[\(day), {}]",
          #"[{"date": "2027-01-01", "kind": "feast"}]"#, #"[{"date": "2028-01-01", "kind": "holiday"}]"#,
          #"[{"date": "2026-11-30", "kind": "holiday"}]"#, #"[{"date": "gestern", "kind": "holiday"}]"#, "[1]",
        ] {
          let word = try await refusal(connection, calendar, [2027, lines])
          #expect(word == "RC460 bad_document", "\(lines)")
        }
        let yearless = try await refusal(connection, calendar, [nil, "[\(day)]"])
        let right = try await refusal(connection, calendar, [2027, "[\(day)]"])
        #expect(yearless == "RC460 bad_document" && right == nil)
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.holiday WHERE notice IS NOT NULL") == 1)
    }
  }

  @Test("a claim that is under way is waited for and not lost; one that is not let go is named, and nothing is in")
  func held() async throws {
    try await Self.withFiveDays { world in
      let waiting = try await Self.submit(1, on: "2026-12-25", world)
      let reviewer = try await world.connect(.reviewer)
      try await reviewer.script("BEGIN; SELECT review.application_claim('\(waiting.number)')")
      do {
        _ = try await Self.importing(world)
        Issue.record("nothing was held")
      } catch StoreFailure.refused(let refusal) {
        #expect(
          refusal.word == .rowHeld && refusal["number"] == waiting.number && refusal["holder"] == world.name(.reviewer))
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.holiday WHERE notice IS NOT NULL") == 0)
      async let result = Self.importing(world)
      #expect(try await soon { try await Self.waits(world) })
      try await reviewer.script("COMMIT")
      #expect(try await result.moved == 1)
      #expect(
        try await world.owner.text("SELECT concat_ws(' ', state, holder, due_on) FROM review.application")
          == "in_review \(world.name(.reviewer)) 2027-01-04")
      await reviewer.close()
    }
  }

  @Test("a submission that is under way when the calendar comes is counted by it, too")
  func underWay() async throws {
    try await Self.withFiveDays { world in
      try await world.setToday("2026-12-25")
      let applicant = try await world.database.connect()
      try await applicant.script("BEGIN")
      let receipt = try await world.submit(1, as: applicant)
      try await applicant.script("UPDATE review.application SET submitted_at = '2026-12-25 10:00+08'")
      async let result = Self.importing(world)
      #expect(try await soon { try await Self.waits(world) })
      // Who looks and who claims waits for nothing.
      let pending = try await world.with(.reviewer) { try await ReviewStore(connection: $0).queueTotals().pending }
      #expect(pending == 0)
      try await applicant.script("COMMIT")
      #expect(try await result.moved == 1)
      #expect(receipt.due == "2027-01-01")
      #expect(try await Self.due(receipt, world) == "2027-01-04")
      await applicant.close()
    }
  }

  private static func waits(_ world: World) async throws -> Bool {
    try await world.owner.count(
      "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity s USING (pid) WHERE NOT l.granted AND s.datname = current_database() AND s.usename = $1",
      [world.name(.administrator)]) > 0
  }
}
