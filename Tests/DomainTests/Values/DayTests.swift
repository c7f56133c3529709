import Domain
import Foundation
import Testing

@Suite struct DayTests {
  /// Every day of 1890 to 2110, and the edges: written, read and counted in step.
  @Test func countsLikeTheCalendar() throws {
    var day = try #require(Day(iso: "1890-01-01"))
    var weekday = 3
    while day.year < 2110 {
      #expect(Day(iso: day.iso) == day)
      #expect(day.weekday == weekday)
      let next = day.adding(days: 1)
      #expect(day < next && day.days(to: next) == 1)
      let (year, month, dayOfMonth) = next.parts
      #expect(dayOfMonth == 1 || (year, month) == (day.year, day.month) && dayOfMonth == day.dayOfMonth + 1)
      day = next
      weekday = weekday % 7 + 1
    }
    #expect(Day(iso: "1970-01-01")?.daysSince1970 == 0)
    #expect(Day(iso: "2000-02-29")?.daysSince1970 == 11016)
    #expect(Day.earliest.iso == "0001-01-01" && Day.latest.iso == "9999-12-31")
    #expect(Day.latest.adding(days: Int.max) == .latest && Day.earliest.adding(days: Int.min) == .earliest)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-01", "26-01-01", "2026/01/01",
    "2026-01-01 ", " 2026-01-1",
    "２０２６-01-01", "0000-01-01", "20260101", "", "2026-01-0١", "-001-01-01",
  ])
  func refusesWhatIsNoDate(text: String) { #expect(Day(iso: text) == nil) }

  @Test func rubbishIsNoDate() {
    for text in Rubbish.texts {
      #expect(Day(iso: text) == nil)
      #expect(Day(written: text) == nil)
    }
  }

  @Test(arguments: [
    "2012-06-30", "2012-6-30", "2012/6/30", "2012/06/30", "2012.6.30", "2012年6月30日", "2012年06月30号", "20120630",
    "2012/6/30 0:00", "2012/6/30 00:00:00",
    "2012-06-30T00:00:00", "2012年6月30日0:00:00", "2012 / 6 / 30",
  ])
  func readsWhatPeopleWrite(text: String) { #expect(Day(written: text)?.iso == "2012-06-30") }

  @Test(arguments: [
    "12-06-30", "30/6/2012", "6/30/2012", "2012-6", "201206", "2012/6/30 8:15", "2012-6-31", "2012--6-30", "2012-6-30-",
    "2012-006-30", "41090", "",
    "0:00:00", "年月日",
  ])
  func refusesWhatCouldBeTwoDates(text: String) { #expect(Day(written: text) == nil) }

  @Test func agesAndYears() throws {
    let born = try #require(Day(iso: "2000-02-29"))
    #expect(born.age(on: try #require(Day(iso: "2016-02-28"))) == 15)
    #expect(born.age(on: try #require(Day(iso: "2016-02-29"))) == 16)
    #expect(born.age(on: try #require(Day(iso: "1999-01-01"))) == -2)
    #expect(born.adding(years: 1).iso == "2001-02-28")
    #expect(born.adding(years: 4).iso == "2004-02-29")
    #expect(born.adding(years: Int.max) == .latest)
  }

  @Test func theDayIsChinas() {
    // 2026-11-21 16:30 UTC is already the 22nd in Hangzhou.
    #expect(Day(of: Date(timeIntervalSince1970: 1_795_278_600)).iso == "2026-11-22")
    #expect(Day(of: Date(timeIntervalSince1970: -.infinity)) == .earliest)
    #expect(Day(of: Date(timeIntervalSince1970: .nan)).iso == "1970-01-01")
  }
}
