import Domain
import Foundation
import TestSupport
import Testing

@testable import Demo

@Suite struct DemoGeneratorTests {
  static let today = Day(iso: "2026-11-21") ?? .latest
  static let applications = Array(DemoGenerator(seed: 7, count: 1_200, today: today, catalogue: .bundled))
  static let now = Date(timeIntervalSince1970: 1_795_246_200)

  static func attachment(_ file: DemoAttachment, _ pool: DemoPicturePool) -> Domain.Attachment {
    let entry = pool[file.picture]
    return Domain.Attachment(slot: file.slot, n: file.n, sha256: entry?.sha256 ?? "", facts: entry?.facts)
  }

  /// What `prepare` says of answers and files that are more than the form asks for is what `validate` says of those asked for.
  @Test func preparingLeavesOutAndJudgesTheRest() throws {
    let pool = try DemoPicturePool()
    var surplus = 0
    for (application, other) in zip(Self.applications.prefix(400), Self.applications.dropFirst(7)) {
      let profile = try #require(Profile.current(application.province, on: Self.today))
      guard let mine = application.submissions.last, let theirs = other.submissions.last else { continue }
      let files = Set((mine.attachments + theirs.attachments).map { Self.attachment($0, pool) })
        .sorted { ($0.slot, $0.n) < ($1.slot, $1.n) }
      // As it is, and with what another person answered where this one did not.
      for known in [mine.answers, Answers(mine.answers.values.merging(theirs.answers.values) { own, _ in own })] {
        let prepared = profile.prepare(
          known, attachments: files, commitment: CommitmentRecord(accepted: true), channel: nil, today: Self.today)
        let asked = profile.requirements(of: known, today: Self.today).answers
        #expect(prepared.leftOut == known.values.keys.filter { known[$0] != nil && asked[$0] == nil }.sorted())
        let judged = profile.validate(
          answers: asked, attachments: prepared.files, commitment: CommitmentRecord(accepted: true), today: Self.today)
        #expect(prepared.validation == judged)
        #expect(!judged.problems.contains { ["not_applicable", "unknown_field", "unknown_slot"].contains($0.code) })
        if asked != known { surplus += 1 }
      }
    }
    #expect(surplus > 50)
  }

  @Test func everySubmissionIsValid() throws {
    let pool = try DemoPicturePool()
    for application in Self.applications {
      let profile = try #require(Profile.current(application.province, on: Self.today))
      for submission in application.submissions {
        let judged = profile.validate(
          answers: submission.answers, attachments: submission.attachments.map { Self.attachment($0, pool) },
          commitment: CommitmentRecord(accepted: true), channel: application.channel,
          today: Day(of: submission.submittedAt))
        #expect(judged.errors.isEmpty, "\(application.number): \(judged.errors.map { "\($0.field) \($0.code)" })")
        #expect(judged.answers == submission.answers)
        #expect(judged.warnings == submission.warnings)
        #expect(judged.department != nil)
      }
    }
  }

  /// What the tables' checks ask of a row.
  @Test func everyApplicationFitsTheTables() throws {
    var numbers: Set<String> = []
    var persons: Set<String> = []
    var keys: Set<UUID> = []
    for application in Self.applications {
      #expect(numbers.insert(application.number.description).inserted)
      #expect(
        persons.insert(application.province + application.applicant.idType + application.applicant.idNumber).inserted)
      #expect(Standards.bundled.departments[application.department]?.province == application.province)
      #expect((application.state == .inReview) == (application.holder != nil))
      #expect(
        (application.holder == nil) == (application.leaseExpiresAt == nil)
          && (application.holder == nil) == (application.claimedAt == nil))
      #expect(application.state == .draft || application.revision > 0 && application.dueOn != nil)
      #expect((application.state == .draft) == (application.draft != nil))
      #expect((application.decision != nil) == (application.state == .approved || application.state == .returned))
      #expect(
        application.decision.map { $0.outcome == application.state && $0.revision == application.revision } ?? true)
      #expect(application.submissions.map(\.revision) == Array(1..<application.revision + 1))
      for decision in application.decisions {
        #expect(keys.insert(decision.key).inserted)
        #expect((decision.outcome == .returned) == !decision.reasons.isEmpty)
        for reason in decision.reasons {
          #expect(Standards.bundled.reason(reason.code).map { !$0.remarkRequired || reason.remark != nil } == true)
        }
      }
      let messages = application.notifications.compactMap(\.decision)
      #expect(messages == Array(application.decisions.indices))
      for message in application.notifications {
        #expect((message.state == "delivered") == (message.deliveredAt != nil))
      }
    }
  }

  @Test func timeRunsForward() {
    for application in Self.applications {
      let times = application.events.map(\.at)
      #expect(times == times.sorted() && (times.last ?? .distantPast) <= Self.now)
      for submission in application.submissions {
        #expect(
          application.events.contains {
            $0.action == "submitted" && $0.at == submission.submittedAt && $0.revision == submission.revision
          })
      }
      for decision in application.decisions {
        #expect(application.submissions[decision.revision - 1].submittedAt < decision.decidedAt)
        #expect(Self.now.timeIntervalSince(decision.decidedAt) < 302 * 86400)
        let day = Day(of: decision.decidedAt)
        #expect(Standards.bundled.calendar.isWorkingDay(day))
      }
      if let claimed = application.claimedAt {
        #expect(claimed <= Self.now && claimed > application.submissions.last?.submittedAt ?? .now)
      }
      if let last = application.submissions.last {
        let days = Profile.current(application.province, on: Self.today)?.settings.review.workingDays ?? 0
        #expect(
          application.dueOn == Standards.bundled.calendar.add(workingDays: days, to: Day(of: last.submittedAt)).day)
      }
    }
    for province in Set(Self.applications.map(\.province)) {
      let own = Self.applications.filter { $0.province == province }
      #expect(own.map(\.number) == own.map(\.number).sorted())
    }
  }

  @Test func everythingOccurs() {
    let all = Self.applications
    for state in ApplicationState.allCases { #expect(all.contains { $0.state == state }, "\(state)") }
    #expect(Set(all.map(\.province)).count == Set(Profile.bundled.map(\.province)).count)
    #expect(all.contains { $0.revision >= 3 })
    let pending = all.count { $0.state == .submitted || $0.state == .inReview }
    #expect((90...240).contains(pending))
    #expect(all.contains { $0.state == .submitted && ($0.dueOn ?? .latest) < Self.today })
    let messages = all.flatMap(\.notifications)
    #expect(Set(messages.map(\.event)).isSuperset(of: ["approved", "returned", "transferred"]))
    #expect(
      messages.contains { $0.state == "delivered" }
        && messages.contains { $0.state == "failed" || $0.state == "pending" })
    #expect(Set(all.flatMap(\.decisions).flatMap(\.reasons).map(\.code)).count >= 12)
    #expect(
      Set(all.flatMap(\.events).map(\.action)).isSuperset(of: [
        "submitted", "claimed", "opened", "approved", "returned", "transferred", "noted", "unmasked",
      ]))
  }

  /// A reason's target changes in the next revision, unless the applicant forgot it and it is named again.
  @Test func returnsAreAnswered() throws {
    let pool = try DemoPicturePool()
    var answered = 0
    var forgotten = 0
    for application in Self.applications {
      for decision in application.decisions
      where decision.outcome == .returned && decision.revision < application.revision {
        let old = application.submissions[decision.revision - 1]
        let new = application.submissions[decision.revision]
        for reason in decision.reasons {
          guard let target = reason.target else { continue }
          let base = target.split(separator: ".").first.map(String.init) == "qualifications" ? "qualifications" : target
          let changed =
            old.answers[base] != new.answers[base]
            || old.attachments.first { $0.slot == target }.flatMap { pool[$0.picture] }
              != new.attachments.first { $0.slot == target }.flatMap { pool[$0.picture] }
          if changed { answered += 1 } else { forgotten += 1 }
        }
      }
    }
    #expect(answered > 60 && forgotten * 4 < answered)
  }

  @Test func theBiggestDistrictHasTenTimesTheMedian() throws {
    for code in ["330000", "320000", "140000"] {
      let bureaus = Bureaus(
        province: try #require(Standards.bundled.regions[code]), in: Standards.bundled.regions, seed: 3)
      var random = SeededRandom(seed: 5)
      var counts: [String: Int] = [:]
      for _ in 0..<40_000 { counts[bureaus.county(&random).code, default: 0] += 1 }
      let sorted = bureaus.counties.map { counts[$0.code] ?? 0 }.sorted()
      #expect((8.0...12.0).contains(Double(sorted.last ?? 0) / Double(sorted[sorted.count / 2])))
      #expect(counts[bureaus.counties[0].code] == sorted.last)
    }
  }

  /// Real numbers by the rule, another one for everybody, and none that could belong to somebody.
  @Test func nobodyHasThesePersonsNumbers() {
    for prefix in ["33", "32", "14", "99"] {
      let numbers = PersonNumbers(prefix: prefix, seed: 7)
      var seen: Set<String> = []
      for index in 0..<5_000 {
        let person = numbers.number(index)
        #expect(seen.insert(person.number).inserted)
        let check = Numbers.check(person.number, as: .residentID, today: Self.today, by: .bundled)
        #expect(check.findings.isEmpty && check.sex == person.sex && check.birthDate == person.birth)
        #expect(person.birth.year < 2007)
        #expect(["330113", "330114", "320613", "320614", "140703"].contains(person.number.prefix(6)))
      }
      // The step meets every number before the first again.
      var (step, rest) = (7_368_787, numbers.capacity)
      while rest != 0 { (step, rest) = (rest, step % rest) }
      #expect(step == 1 && numbers.capacity > 5_000_000)
    }
  }

  private static func summary(_ application: DemoApplication) -> String {
    let answers = application.submissions.map(\.answers.canonicalJSON).joined(separator: "\n")
    return "\(application.number) \(application.applicant) \(application.state) \(answers) \(application.notifications)"
      + "\(application.decisions) \(application.events.map { "\($0.at) \($0.detail.canonicalJSON)" })"
  }

  @Test func theSameSeedMakesTheSame() {
    let one = Array(DemoGenerator(seed: 99, count: 40, today: Self.today, catalogue: .bundled))
    let two = Array(DemoGenerator(seed: 99, count: 40, today: Self.today, catalogue: .bundled))
    let other = Array(DemoGenerator(seed: 98, count: 40, today: Self.today, catalogue: .bundled))
    #expect(one.map(Self.summary) == two.map(Self.summary))
    #expect(one.map(\.applicant.idNumber) != other.map(\.applicant.idNumber))
    #expect(Array(DemoGenerator(seed: 1, count: 0, today: Self.today, catalogue: .bundled)).isEmpty)
    #expect(Array(DemoGenerator(seed: 1, count: -5, today: Self.today, catalogue: .bundled)).isEmpty)
    #expect(Array(DemoGenerator(seed: 1, count: 1, today: Self.today, catalogue: .bundled)).count == 1)
  }
}

/// Provinces that a database adds have made-up people, too, whatever their forms ask and however few places they name.
@Suite struct DemoProvinceTests {
  private static func file(_ province: String, _ changes: [String: String] = [:]) throws -> ProfileFile {
    let profile = try ProvinceFile.profile(province, changes)
    return ProfileFile(
      province: profile.province, version: profile.version, name: province + ".yaml",
      content: try ProvinceFile.text(province, changes), regions: profile.regions)
  }

  @Test func othersAnswerWhatTheirFormsAsk() throws {
    let catalogue = Catalogue.bundled.adding([try Self.file("hubei"), try Self.file("anhui")])
    let all = Array(DemoGenerator(seed: 3, count: 400, today: DemoGeneratorTests.today, catalogue: catalogue))
    for province in ["hubei", "anhui"] {
      let profile = try #require(catalogue.profiles.current(province, on: DemoGeneratorTests.today))
      let own = all.filter { $0.province == province }
      #expect(own.count > 20)
      for application in own {
        guard let submission = application.submissions.last else { continue }
        let judged = profile.validate(
          answers: submission.answers, attachments: [], commitment: CommitmentRecord(accepted: true, version: "1"),
          today: Day(of: submission.submittedAt))
        let wrong = judged.errors.filter { $0.file == nil }
        #expect(wrong.isEmpty, "\(application.number) \(wrong.map { "\($0.field) \($0.code)" })")
        #expect(profile.standards.departments[application.department]?.province == province)
        #expect(submission.attachments.contains { $0.slot == "photo" })
      }
      #expect(!DemoStaff.departments(for: [profile]).filter { $0.hasPrefix(profile.region.prefix(2)) }.isEmpty)
    }
    let pool = try DemoPicturePool()
    #expect(all.flatMap { $0.submissions.flatMap(\.attachments) }.allSatisfy { pool[$0.picture] != nil })
  }

  @Test(
    "with one place, with two, and without any county the demo ends",
    arguments: [[], [#""340100": 合肥市"#], [#""340100": 合肥市"#, #""340200": 芜湖市"#]])
  func fewPlaces(_ places: [String]) throws {
    let text = try ProvinceFile.text("anhui")
    let regions = try #require(text.range(of: "\"340100\": 合肥市"))
    let end = try #require(text.range(of: "\n}\n", range: regions.lowerBound..<text.endIndex))
    let changed = [String(text[regions.lowerBound..<end.lowerBound]): places.joined(separator: ", ")]
    let catalogue = Catalogue.bundled.adding([try Self.file("anhui", changed)])
    let all = Array(DemoGenerator(seed: 4, count: 60, today: DemoGeneratorTests.today, catalogue: catalogue))
    #expect(all.filter { $0.province == "anhui" }.count > 2)
  }
}
