import Domain
import TestSupport
import Testing

/// `Profile.progress` and `Profile.gates` over unfinished and wrong answers.
@Suite struct ProfilesProgressTests {
  /// A star where it is required, x where something stands.
  private static func words(_ progress: FormProgress) -> [String] {
    progress.fields.map { "\($0.target)\($0.isRequired ? "*" : "") \($0.isAnswered ? "x" : "_")" }
      + progress.files.map { "\($0.slot)/\($0.n)\($0.isRequired ? "*" : "") \($0.isFilled ? "x" : "_")" }
  }

  @Test func anEmptyFormAsksWhatItCan() throws {
    let profile = try Sample.profile("zhejiang")
    let progress = profile.progress([:], attachments: [], today: Sample.today)
    let targets = progress.fields.map(\.target)
    #expect(targets.contains("work.has_unit") && targets.contains("identity.name"))
    // Hangs on work.has_unit and on the country: nobody can tell yet.
    #expect(!targets.contains("work.unit_code") && !targets.contains("personal.ethnic"))
    #expect(progress.files.map(\.slot) == ["photo"])
    #expect(progress.missing.contains("photo"))
    #expect(throws: RoutingFailure.self) { try progress.department.get() }
    let employed = profile.progress(["work.has_unit": true], attachments: [], today: Sample.today)
    #expect(Self.words(employed).contains("work.unit_code* _"))
    #expect(employed.files.map(\.slot) == ["photo", "unit_certificate", "work_proof_first", "work_proof_current"])
  }

  @Test func rowsAreNamed() throws {
    let profile = try Sample.profile("jiangsu")
    let answers: Answers = ["qualifications": [["level": "1"], ["level": "2", "type": "1"]]]
    let progress = profile.progress(
      answers, attachments: Sample.files("qualification_certificate/2"), today: Sample.today)
    #expect(Self.words(progress).contains("qualifications[2].type* x"))
    #expect(Self.words(progress).contains("qualifications[1].type* _"))
    let certificates = Self.words(progress).filter { $0.hasPrefix("qualification_certificate") }
    #expect(certificates == ["qualification_certificate/1* _", "qualification_certificate/2* x"])
  }

  /// What progress calls required and missing is what submitting reports as required, over answers from which some
  /// were taken and some spoilt.
  @Test(arguments: ProfilesBundledTests.complete) func progressAgreesWithValidation(
    _ province: String, _ answers: Answers, _ files: [Domain.Attachment], _ department: String
  ) throws {
    var random = SeededGenerator(for: "progressAgreesWithValidation \(province)")
    let profile = try Sample.profile(province)
    let values: [JSONValue] = [
      "0", "1", "2", "3", "5", true, false, "", "x", .null, .array([]), 3, "440106", "320106", "2001-01-01",
    ]
    for _ in 0..<300 {
      var changed = answers
      for field in profile.fields where field.list == nil && Int.random(in: 0..<6, using: &random) == 0 {
        changed[field.id] = Bool.random(using: &random) ? nil : values.randomElement(using: &random)
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        let members = (0..<Int.random(in: 0...2, using: &random)).map { _ -> JSONValue in
          ["level": values.randomElement(using: &random) ?? "1", "type": values.randomElement(using: &random) ?? "1"]
        }
        changed["qualifications"] = .array(members)
      }
      let kept = files.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
      agree(profile, changed, kept)
    }
  }

  private func agree(_ profile: Profile, _ answers: Answers, _ files: [Domain.Attachment]) {
    let validation = profile.validate(
      answers: answers, attachments: files, commitment: CommitmentRecord(accepted: true), today: Sample.today)
    let progress = profile.progress(answers, attachments: files, today: Sample.today)
    let missing = progress.fields.filter { $0.isRequired && !$0.isAnswered }.map(\.target)
    let groups = Set(
      profile.rules.compactMap { rule in if case .allOrNothing(let group) = rule.kind { group } else { nil } })
    func group(_ target: String) -> String? { groups.first { target.hasPrefix($0 + ".") } }
    let lists = validation.errors.filter { $0.code == "too_few_rows" }.map(\.field)
    let slots = Set(profile.slots.map(\.id))
    let required = validation.errors.filter { $0.code == "required" && !slots.contains($0.field) }.map(\.field)
    let shown = answers.canonicalJSON
    #expect(Set(missing.filter { group($0) == nil }) == Set(required + lists), "\(shown)")
    let incomplete = validation.errors.filter { $0.code.hasPrefix("incomplete_") }.map(\.field)
    #expect(Set(missing.compactMap { group($0) }) == Set(incomplete), "\(shown)")
    let files = progress.files.filter { $0.isRequired && !$0.isFilled }.map(\.slot)
    #expect(
      files.sorted()
        == validation.errors.filter { $0.code == "required" && slots.contains($0.field) }.map(\.field).sorted())
    #expect((try? progress.department.get()) == validation.department)
    let gates = Set(profile.rules.filter(\.isGate).map(\.id))
    #expect(progress.gates == validation.errors.filter { gates.contains($0.code) }, "\(shown)")
    #expect(progress.gates == profile.gates(answers, today: Sample.today))
  }

  /// Each gate with answers that it refuses, and no others around them.
  static let refused: [(String, Answers, [String])] = [
    // Elsewhere at work, and at home too; one of them here is enough.
    (
      "zhejiang", ["work.has_unit": true, "work.unit_region": "320106", "work.residence_region": "140105"],
      ["residence_outside_province"]
    ),
    ("zhejiang", ["work.has_unit": true, "work.unit_region": "320106", "work.residence_region": "330102"], []),
    ("zhejiang", ["work.has_unit": true, "work.unit_region": "320106"], []),
    ("zhejiang", ["work.has_unit": false, "work.residence_region": "140105"], ["residence_outside_province"]),
    ("jiangsu", ["work.status": "1", "work.unit_region": "330113"], ["unit_outside_province"]),
    ("shanxi", ["personal.region": "320106"], ["region_outside_province"]),
    // Not answered, not asked, or no region at all: no gate.
    ("zhejiang", [:], []), ("zhejiang", ["work.unit_region": "320106"], []),
    ("zhejiang", ["work.has_unit": false, "work.unit_region": "320106"], []),
    ("zhejiang", ["work.has_unit": true, "work.unit_region": "999999"], []),
    ("zhejiang", ["work.has_unit": true, "work.unit_region": "330113", "work.started_on": "1801-01-01"], []),
    ("shanxi", ["personal.region": "140105"], []),
  ]

  @Test(arguments: refused) func gatesRefuseWhatTheyNameAndNothingElse(
    _ province: String, _ answers: Answers, _ codes: [String]
  ) throws {
    #expect(try Sample.profile(province).gates(answers, today: Sample.today).map(\.code) == codes)
  }
}
