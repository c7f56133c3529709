import Domain
import Foundation
import TestSupport
import Testing

/// Drafts, and what broken or hostile software may send.
@Suite struct ProfilesRubbishTests {
  static func draft(_ answers: Answers) throws -> [String] {
    var judging = try Judging("zhejiang", answers, [])
    judging.mode = .draft
    judging.commitment = nil
    return judging.errors
  }

  @Test func draftsMayBeUnfinished() throws {
    #expect(try Self.draft([:]) == [])
    #expect(try Self.draft(["identity.id_number": "3301", "identity.id_type": "01"]) == [])
    #expect(try Self.draft(["identity.mobile": "138"]) == [])
    #expect(try Self.draft(["work.unit_name": "某"]) == [])
    #expect(try Self.draft(["title.appointed_on": "2011-01-01", "education.part_time.school": "某大学"]) == [])
    #expect(try Self.draft(["education.full_time.level": "4", "education.full_time.degree": "1"]) == [])
  }

  @Test func draftsAreHeldToTypesAndCodes() throws {
    #expect(try Self.draft(["work.has_unit": "yes"]) == ["work.has_unit wrong_type"])
    #expect(try Self.draft(["personal.country": "1"]) == ["personal.country unknown_code"])
    #expect(try Self.draft(["work.started_on": "2011-02-30"]) == ["work.started_on invalid_date"])
    #expect(try Self.draft(["qualifications": [["level": "x"]]]) == ["qualifications[1].level unknown_code"])
    #expect(try Self.draft(["nothing": 1]) == ["nothing unknown_field"])
    #expect(try Self.draft(["personal.remark": "\u{0}"]) == ["personal.remark control_character"])
  }

  static let values: [JSONValue] = [
    .bool(true), .integer(0), .integer(.max), .number(.infinity), .number(-0.0), .array([]), .object([:]),
    .string(""), .string("\u{0}"), .string(String(repeating: "字", count: 100_000)), .string("\u{202E}abc"),
    .string("\u{FFFD}"), .string("a\u{0301}\u{0301}\u{0301}"), .string("2026-11-21T00:00:00Z"), .string("٣"),
    .string("' OR 1=1 --"), .array([.array([.array([.null])])]), .object(["level": .object(["level": "1"])]),
    .array([.null, .integer(1), .object(["level": .null])]),
    .string(String(repeating: "e\u{0301}", count: 5000)), .string("\u{1F468}\u{200D}\u{1F469}"),
  ]

  /// Every field of every province takes every kind of rubbish without falling over, and never lets it in where a
  /// value of another type belongs.
  @Test(arguments: values) func nothingFallsOver(_ value: JSONValue) throws {
    for (province, answers, files, _) in ProfilesBundledTests.complete where answers.values.count > 30 {
      let judging = try Judging(province, answers, files)
      for id in judging.profile.fields.map(\.id) + ["qualifications", "", "\u{0}", "identity"] {
        let changed = judging.with([id: value])
        let validation = changed.validation
        for problem in validation.problems {
          #expect(!problem.text.zh.contains("\u{0}") && !problem.field.contains("\u{0}"))
          #expect(!problem.text.zh.isEmpty && !problem.text.en.isEmpty && problem.field.count < 200)
        }
        if value.string == nil, value.bool == nil, value != .array([]), judging.profile.field(id)?.list == nil {
          #expect(!validation.isAcceptable, "\(province) \(id)")
        }
        _ = judging.profile.sections(for: changed.answers)
        _ = judging.profile.statistics(changed.answers)
        _ = judging.profile.masked(changed.answers)
      }
    }
  }

  static let texts: [(String, String?)] = [
    ("\u{0}", "control_character"), ("a\u{7}b", "control_character"), ("a\nb", "control_character"),
    ("a\u{202E}b", "control_character"), ("a\u{85}b", "control_character"), ("a\u{FFFD}", "broken_text"),
    ("a\u{FFFE}", "broken_text"), (String(repeating: "字", count: 100), nil),
    (String(repeating: "字", count: 101), "length"), ("字", "length"), ("  某某公司\u{200B}", nil),
    ("𠮷野家有限公司", nil), ("某(集团)·有限公司（上海）", nil),
  ]

  @Test(arguments: texts) func unitNames(_ text: String, _ code: String?) throws {
    let judging = try Judging("zhejiang", Sample.zhejiangEmployed, Sample.zhejiangEmployedFiles)
      .with(["work.unit_name": .string(text)])
    #expect(judging.errors == (code.map { ["work.unit_name \($0)"] } ?? []))
  }

  @Test(
    "what nobody sees makes no second text of one: it is dropped or refused, and what chooses a character's form stays with it"
  )
  func invisible() throws {
    func kept(_ text: String) throws -> String? {
      let judging = try Judging("zhejiang", Sample.zhejiangEmployed, Sample.zhejiangEmployedFiles)
        .with(["work.unit_name": .string(text)])
      return judging.errors.isEmpty ? judging.validation.answers.text("work.unit_name") : nil
    }
    let invisible = (0x80...0xE0FFF).compactMap(Unicode.Scalar.init).filter {
      $0.properties.isDefaultIgnorableCodePoint
        || $0.properties.generalCategory == .format
          && !"\u{600}\u{601}\u{602}\u{603}\u{604}\u{605}\u{6DD}\u{70F}\u{890}\u{891}\u{8E2}\u{110BD}\u{110CD}"
            .unicodeScalars.contains($0)
    }
    #expect(invisible.count > 400)
    for scalar in invisible + ["\u{2800}", "\u{FFFC}"] {
      let kept = try kept("ab\(scalar)cd")
      #expect(kept == nil || kept == "abcd", "U+\(String(scalar.value, radix: 16))")
    }
    for text in ["葛\u{E0100}飾公司", "辻\u{FE00}公司"] { #expect(try kept(text) == text) }
    #expect(try kept("\u{FE0F}某公司1\u{FE0F}") == "某公司1")
  }

  @Test func problemsNeverRepeatTheValue() throws {
    let secret = "330113198503120199"
    let judging = try Judging("zhejiang", Sample.zhejiang, Sample.zhejiangFiles)
      .with([
        "identity.id_number": .string(secret), "identity.mobile": .string(secret), "personal.ethnic": .string(secret),
      ])
    #expect(judging.errors.count == 3)
    for problem in judging.validation.problems { #expect(!problem.text.zh.contains(secret.prefix(6))) }
  }

  // MARK: Submissions as text

  @Test func aSubmissionIsReadAndWritten() throws {
    let line = #"""
      {"province": "zhejiang", "answers": {"work.has_unit": false}, "attachments":
      [{"slot": "photo", "file": "a.jpg"}, {"slot": "q", "n": 2, "file": "b.jpg"}], "commitment": {"accepted": true},
      "note": 1}
      """#
    let submission = try Submission(parsing: Data(line.utf8))
    #expect(submission.province == "zhejiang")
    #expect(submission.answers.flag("work.has_unit") == false)
    #expect(submission.attachments == [.init(slot: "photo", file: "a.jpg"), .init(slot: "q", n: 2, file: "b.jpg")])
    #expect(submission.commitment == CommitmentRecord(accepted: true))
    let again = try Submission(json: submission.json)
    #expect(again == submission)
    #expect(try submission.profile(on: Sample.today, among: Profile.bundled).get().province == "zhejiang")
  }

  static let lines: [(String, [String])] = [
    ("", ["submission invalid_json"]), ("{", ["submission invalid_json"]), ("[]", ["submission invalid_json"]),
    ("null", ["submission invalid_json"]), ("{} {}", ["submission invalid_json"]),
    (#"{"province": "\ud800", "answers": {}}"#, ["submission invalid_json"]),
    (String(repeating: "[", count: 100_000), ["submission invalid_json"]),
    ("{}", ["province required", "answers required"]),
    (#"{"province": 1, "answers": []}"#, ["province wrong_type", "answers wrong_type"]),
    (
      #"{"province": "x", "answers": {}, "attachments": {}, "commitment": true}"#,
      ["attachments wrong_type", "commitment wrong_type"]
    ),
    (
      #"{"province": "x", "answers": {}, "attachments": [1, {"slot": "a"}, {"slot": "a", "file": "b", "n": "1"}]}"#,
      ["attachments wrong_type", "attachments wrong_type", "attachments wrong_type"]
    ),
    (
      #"{"province": "x", "answers": {}, "commitment": {"accepted": "yes"}}"#, ["commitment wrong_type"]
    ),
  ]

  @Test(arguments: lines) func brokenSubmissions(_ line: String, _ expected: [String]) throws {
    do throws(Submission.Failure) {
      _ = try Submission(parsing: Data(line.utf8))
      Issue.record("was taken")
    } catch {
      #expect(error.problems.map { "\($0.field) \($0.code)" } == expected)
    }
  }

  @Test func anUnknownProvinceIsSaid() throws {
    let submission = Submission(province: "atlantis", answers: [:])
    guard case .failure(let failure) = submission.profile(on: Sample.today, among: Profile.bundled) else {
      Issue.record("there is no Atlantis")
      return
    }
    #expect(failure.problems.map(\.field) == ["province"])
    let old = Submission(province: "zhejiang", profileVersion: "1999", answers: [:])
    #expect((try? old.profile(on: Sample.today, among: Profile.bundled).get()) == nil)
    #expect(
      (try? Submission(province: "zhejiang", answers: [:]).profile(on: .earliest, among: Profile.bundled).get()) == nil)
  }
}
