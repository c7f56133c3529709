import Testing

@testable import Domain

/// Rows known by their own numbers: files and changes follow them.
@Suite struct RowNumbersTests {
  static let profile = Profile.bundled.last { $0.province == "jiangsu" }

  static func answers(_ rows: JSONValue...) -> Answers {
    var answers = Sample.jiangsu
    answers["qualifications"] = .array(rows)
    return answers
  }

  static func row(_ index: Int, _ number: JSONValue?) -> JSONValue {
    var members = Sample.jiangsu.list("qualifications")[index]
    members["row"] = number
    return .object(members)
  }

  @Test("a row has the number that it names, else its place")
  func numbers() {
    for (rows, expected): (JSONValue, [Int?]) in [
      ([["row": 7], [:], ["row": 2]], [7, nil, 2]), ([[:], [:]], [1, 2]), ([["row": 2], ["row": 2]], [2, nil]),
      ([["row": 3], ["row": 3]], [3, 2]), (["x", ["row": 1]], [nil, 1]),
      ([["row": "1"], ["row": 0], ["row": -4]], [1, 2, 3]),
      ([["row": .number(1.5)], ["row": 1_000_000_000], ["row": nil]], [1, 2, 3]), ("x", []), (nil, []), ([], []),
    ] {
      #expect(Answers(["q": rows]).rowNumbers("q") == expected, "\(rows.canonicalJSON)")
    }
    #expect(Self.answers(Self.row(1, 2), Self.row(0, 1)).place(ofRow: 1, in: "qualifications") == 2)
    #expect(Self.answers(Self.row(1, 2)).place(ofRow: 1, in: "qualifications") == nil)
  }

  @Test("the form lets a row's number pass, drops rubbish in its place, and asks for files by it")
  func validation() throws {
    let profile = try #require(Self.profile)
    let answers = Self.answers(Self.row(1, 5), Self.row(0, 3))
    func verdict(_ files: String...) -> [String] {
      let all =
        Sample.jiangsuFiles.filter { $0.slot != "qualification_certificate" }
        + files.flatMap { Sample.files($0) }
      return profile.validate(
        answers: answers, attachments: all, commitment: CommitmentRecord(accepted: true), today: Sample.today
      ).errors.map { "\($0.field) \($0.code)" }
    }
    #expect(verdict("qualification_certificate/3", "qualification_certificate/5") == [])
    #expect(verdict("qualification_certificate/3") == ["qualification_certificate required"])
    #expect(
      verdict("qualification_certificate/1", "qualification_certificate/3", "qualification_certificate/5")
        == ["qualification_certificate not_applicable"])
    for number: JSONValue in ["3", 0, -1, true, [:], .number(2.5), .integer(.max)] {
      let judged = profile.validate(answers: Self.answers(Self.row(0, number)), mode: .draft, today: Sample.today)
      #expect(judged.isAcceptable && judged.answers["qualifications"] == [Self.row(0, nil)], "\(number)")
      let prepared = profile.prepare(
        Self.answers(Self.row(0, number), Self.row(1, 9)), attachments: [], commitment: nil, channel: nil,
        today: Sample.today)
      #expect(prepared.leftOut == [])
      #expect(prepared.validation.answers["qualifications"] == [Self.row(0, nil), Self.row(1, 9)])
    }
    let kept = profile.prepare(answers, attachments: [], commitment: nil, channel: nil, today: Sample.today)
    #expect(kept.validation.answers["qualifications"] == answers["qualifications"] && kept.leftOut == [])
  }

  @Test("places for files say the row's number, its place and what it is called")
  func progress() throws {
    let profile = try #require(Self.profile)
    let files = profile.progress(
      Self.answers(Self.row(1, 5), Self.row(0, 3)), attachments: Sample.files("qualification_certificate/3"),
      today: Sample.today
    ).files.filter { $0.slot == "qualification_certificate" }
    #expect(files.map(\.n) == [5, 3] && files.map(\.place) == [1, 2] && files.map(\.isFilled) == [false, true])
    #expect(files.map { $0.row?.zh } == ["中级", "初级"])
  }

  @Test("what moved has not changed; what changed is named by where it is now, what went by where it was")
  func changes() throws {
    let profile = try #require(Self.profile)
    func told(_ old: Answers, _ new: Answers) -> [String] {
      profile.changes(from: old, to: new).map { "\($0.target) \($0.row ?? 0) \($0.label.zh)" }
    }
    let old = Self.answers(Self.row(0, nil), Self.row(1, nil))
    #expect(told(old, Self.answers(Self.row(1, 2), Self.row(0, 1))) == [])
    let gone = told(old, Self.answers(Self.row(1, 2)))
    #expect(gone.count == 5 && gone.allSatisfy { $0.hasPrefix("qualifications[1].") && $0.contains(" 1 ") })
    #expect(gone.allSatisfy { $0.hasSuffix("（原第1条，已删去）") })
    var edited = Self.row(1, 2).object ?? [:]
    edited["certificate_number"] = "T9"
    #expect(
      told(old, Self.answers(.object(edited), Self.row(0, 1)))
        == ["qualifications[1].certificate_number 2 专业技术资格证书编号（第1条）"])
    edited["certificate_number"] = nil
    #expect(
      told(old, Self.answers(.object(edited), Self.row(0, 1)))
        == ["qualifications[1].certificate_number 2 专业技术资格证书编号（第1条）"])
  }

  @Test("targets are called by where their row is")
  func labels() throws {
    let profile = try #require(Self.profile)
    #expect(Profile.target("qualifications[12].level", at: 3) == "qualifications[3].level")
    #expect(Profile.target("qualification_certificate/2", at: 1) == "qualification_certificate/1")
    #expect(Profile.target("photo", at: 2) == "photo")
    #expect(profile.label("qualifications[2].level", row: 7, place: 1)?.zh == "专业技术资格级别（第1条）")
    #expect(profile.label("qualifications[2].level", row: 7, place: nil)?.zh == "专业技术资格级别（原第2条，已删去）")
    #expect(profile.label("qualifications[2].level", row: nil, place: nil)?.zh == "专业技术资格级别（第2条）")
    #expect(profile.label("nothing[2]", row: 1, place: nil) == nil)
  }
}
