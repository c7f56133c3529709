import Domain
import TestSupport
import Testing

@Suite struct WorkingCalendarTests {
  private func day(_ text: String) -> Day { Day(iso: text) ?? .earliest }

  @Test(arguments: [
    ("2026-09-28", 5, "2026-10-10", false), ("2026-09-28", 0, "2026-09-28", false),
    ("2026-10-10", -5, "2026-09-28", false),
    ("2026-11-20", 1, "2026-11-23", false), ("2026-12-31", 1, "2027-01-01", true),
    ("2018-12-28", 1, "2018-12-31", true),
    ("2026-12-31", 0, "2026-12-31", false), ("2026-02-13", 1, "2026-02-14", false),
    ("2026-02-14", 1, "2026-02-24", false),
    ("2027-10-01", 1, "2027-10-04", true),
  ])
  func addsWorkingDays(start: String, days: Int, end: String, beyond: Bool) {
    let result = Standards.bundled.calendar.add(workingDays: days, to: day(start))
    #expect(result.day == day(end))
    #expect(result.beyondKnownYears == beyond)
  }

  @Test func countsWhatItAdds() {
    let calendar = Standards.bundled.calendar
    #expect(calendar.knownYears == Set(2019...2026))
    var start = day("2018-12-20")
    while start < day("2027-02-01") {
      for days in [1, 5, 20] {
        let end = calendar.add(workingDays: days, to: start).day
        #expect(calendar.isWorkingDay(end))
        #expect(calendar.workingDays(from: start, to: end) == days)
        #expect(calendar.workingDays(from: end, to: start) == -days)
      }
      start = start.adding(days: 1)
    }
    // Every year has 52 weeks of about 5 days, less 11 to 13 holidays on weekdays, plus make-up days.
    for year in 2019...2026 {
      let first = Day(year: year - 1, month: 12, day: 31) ?? .earliest
      let last = Day(year: year, month: 12, day: 31) ?? .latest
      #expect((246...252).contains(calendar.workingDays(from: first, to: last)))
    }
  }

  @Test func standsWithoutAnyPlanAndAtTheEndsOfTime() {
    let bare = WorkingCalendar(holidays: [])
    #expect(bare.knownYears == [])
    #expect(bare.add(workingDays: 1, to: day("2026-10-02")).day == day("2026-10-05"))
    #expect(bare.add(workingDays: 1, to: day("2026-10-02")).beyondKnownYears)
    #expect(bare.add(workingDays: Int.max, to: day("9999-12-01")).day == Day.latest)
    #expect(bare.add(workingDays: Int.min, to: day("0001-02-01")).day == Day.earliest)
  }
}
