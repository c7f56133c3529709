import Domain
import TestSupport
import Testing

/// A return asks for what this person can do in this province.
@Suite struct ProfilesReturnsTests {
  private static func form(_ province: String, _ answers: Answers) throws -> PersonForm {
    try Sample.profile(province).form(of: answers, today: Sample.today)
  }

  /// Places that the answers leave, and those that they do not.
  static let cases: [(String, Answers, there: [String], not: [String])] = [
    (
      "jiangsu", Sample.jiangsu,
      [
        "photo", "id_front", "work.unit_region", "qualifications", "qualifications[2].level", "qualifications[2]",
        "qualification_certificate/2", "qualification_certificate", "work_proof_current", "education.full_time.major",
        "education.part_time", "education.part_time.level",
      ],
      [
        "id_document", "household_proof", "student_card", "work.school_region", "qualifications[3].level",
        "qualification_certificate/3", "photo/2", "education.part_time.major", "unit_certificate", "nothing",
      ]
    ),
    (
      "jiangsu", Sample.jiangsuStudent, ["student_card", "work.school_region", "qualifications"],
      ["work.unit_region", "household_proof", "qualification_certificate"]
    ),
    ("jiangsu", Sample.jiangsuUnemployed, ["household_proof", "work.residence_region"], ["student_card"]),
    (
      "shanxi", Sample.shanxiBare, ["personal.region", "work.status"],
      ["work.unit_region", "student_card", "household_proof"]
    ),
    ("zhejiang", Sample.zhejiang, ["work.residence_region"], ["work.unit_region", "unit_certificate", "id_front"]),
  ]

  @Test(arguments: cases) func whatIsThere(_ province: String, _ answers: Answers, _ there: [String], _ not: [String])
    throws
  {
    let form = try Self.form(province, answers)
    for target in there { #expect(form.has(target), "\(target)") }
    for target in not { #expect(!form.has(target), "\(target)") }
  }

  @Test func documentsOfAnotherKind() throws {
    for (province, answers) in [("jiangsu", Sample.jiangsuUnemployed), ("shanxi", Sample.shanxiBare)] {
      var answers = answers
      answers["identity.id_type"] = "07"
      answers["identity.id_number"] = "E********"
      let form = try Self.form(province, answers)
      #expect(!form.has("id_front") && !form.has("id_back") && form.has("id_document"))
      #expect(form.instead(of: "id_front", for: "I02") == ["id_document"])
      #expect(form.target(called: "有效身份证件照片") == "id_document" && form.target(called: "身份证件正面") == nil)
      // What the reason never points at is answered by what stands beside it.
      #expect(form.instead(of: "student_card", for: "A02").contains("photo"))
    }
    // What cannot be told, because it is missing, may be pointed at.
    #expect(try Self.form("jiangsu", Answers()).has("id_front"))
  }

  /// Nobody is told to correct what comes with the identity, to use a template or to upload into a slot that there is not.
  @Test func hintsCanBeFollowed() throws {
    func hint(_ province: String, _ code: String) throws -> String {
      try #require(Sample.profile(province).reasons.first { $0.code == code }).hint.zh
    }
    #expect(try hint("zhejiang", "I03").contains("浙江政务服务网用户中心修改") && hint("jiangsu", "I03").contains("江苏政务服务网"))
    for profile in Profile.bundled {
      #expect(try profile.settings.change && hint(profile.province, "X01").contains("办理变更"), "\(profile.province)")
    }
    #expect(try !hint("jiangsu", "D02").contains("居住证明"))
    let shanxi = try Sample.profile("shanxi")
    #expect(!shanxi.reasons.contains { $0.code == "D04" })
    #expect(shanxi.reasons.first { $0.code == "D01" }?.targets == ["work.unit_region", "personal.region"])
    for profile in Profile.bundled {
      for reason in profile.reasons {
        for target in reason.targets {
          #expect(profile.label(target) != nil, "\(profile.province) \(reason.code) \(target)")
        }
      }
    }
  }

  /// A form that takes over the program's hints is told where they do not fit.
  @Test func findingsOfHints() throws {
    let hubei = try ProvinceFile.text("hubei")
    for (own, place) in [("      W03:", "W03"), ("      D02:", "D02")] {
      let without = hubei.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(own) }
        .joined(separator: "\n")
      #expect(without != hubei)
      let failure = #expect(throws: ProfileFailure.self) { try Profile.parse(without, name: "hubei.yaml") }
      #expect(failure?.findings.contains { $0.text.zh.contains("原因 \(place)") } == true, "\(place)")
    }
  }
}
