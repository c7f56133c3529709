import Foundation
import Testing

@testable import Domain

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
    "2012-06-30T00:00:00", "2012年6月30日0:00:00", "2012 / 6 / 30", "2012.06.30 00:00:00", "2012-06-30 00:00:00.000",
    "二〇一二年六月三十日", "二○一二年六月三十日", "二零一二年六月卅日", "2012年六月30日", "2012。06。30",
  ])
  func readsWhatPeopleWrite(text: String) { #expect(Day(written: text)?.iso == "2012-06-30") }

  @Test(arguments: [
    "12-06-30", "30/6/2012", "6/30/2012", "2012-6", "201206", "2012/6/30 8:15", "2012-6-31", "2012--6-30", "2012-6-30-",
    "2012-006-30", "41090", "",
    "0:00:00", "年月日",
  ])
  func refusesWhatCouldBeTwoDates(text: String) { #expect(Day(written: text) == nil) }

  @Test func chineseNumerals() {
    for (text, iso) in [
      ("二〇一一年十月十日", "2011-10-10"), ("二〇一一年十二月三十一日", "2011-12-31"), ("一九九八年一月廿三日", "1998-01-23"),
      ("二〇一一年一二月〇一日", "2011-12-01"), ("二〇一一年十二月三十二日", nil), ("二〇一年六月三十日", nil), ("二〇一二年十十月一日", nil),
      ("二〇一二年百月一日", nil),
    ] { #expect(Day(written: text)?.iso == iso, "\(text)") }
  }

  @Test func aMonthIsNoDay() {
    for text in ["2012-06", "2012-6", "2012年6月", "2012.06", "2012/06", "201206", "二〇一二年六月", "2012年6月 "] {
      #expect(Day(written: text) == nil && Day.isMonth(written: text), "\(text)")
    }
    for text in ["2012-06-30", "2012-13", "2012", "06-30", "12-06", "2012-06-", "201213", "", "年月"] {
      #expect(!Day.isMonth(written: text), "\(text)")
    }
  }

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
