import Domain
import Testing

/// Each way of being wrong that the guide of Zhejiang names, and the rules of its fields.
@Suite struct ProfilesZhejiangTests {
  static func alone() throws -> Judging { try Judging("zhejiang", Sample.zhejiang, Sample.zhejiangFiles) }
  static func employed() throws -> Judging {
    try Judging("zhejiang", Sample.zhejiangEmployed, Sample.zhejiangEmployedFiles)
  }

  /// Without a workplace.
  static let aloneCases: [([String: JSONValue?], [String])] = [
    // Identity.
    (["identity.id_number": "330113198503120111"], ["identity.id_number check_character"]),
    (["identity.id_number": "33011319850312011x"], []),
    (["identity.id_number": "３３０１１３１９８５０３１２０１１Ｘ"], []),
    (["identity.id_number": "330113850312011"], ["identity.id_number length"]),
    (["identity.id_number": .some(nil)], ["identity.id_number required"]),
    (["identity.id_type": "77"], ["identity.id_type unknown_code"]),
    (["identity.sex": "2"], ["identity.sex contradicts_id_number"]),
    (["identity.sex": "9"], ["identity.sex unknown_code"]),
    (["identity.birth_date": "1985-03-13"], ["identity.birth_date contradicts_id_number"]),
    (["identity.sex": "1", "identity.birth_date": "1985-03-12"], []),
    // Another document: sex and birth date are typed by hand.
    (
      ["identity.id_type": "07", "identity.id_number": "AB123456"],
      ["identity.sex required", "identity.birth_date required"]
    ),
    (
      [
        "identity.id_type": "07", "identity.id_number": "AB123456", "identity.sex": "2",
        "identity.birth_date": "1985-01-01",
      ], []
    ),
    (["identity.id_type": "03", "identity.id_number": "830000198304070421"], []),
    (["identity.mobile": "0571-88808880"], ["identity.mobile format"]),
    (["identity.mobile": "+86 138-0000-0000"], []),
    // Country decides about ethnic group and political affiliation.
    (
      ["personal.country": "840"],
      ["personal.ethnic not_applicable", "personal.political not_applicable"]
    ),
    (["personal.country": "840", "personal.ethnic": .some(nil), "personal.political": .some(nil)], []),
    (["personal.ethnic": "57"], ["personal.ethnic unknown_code"]),
    (["personal.remark": "第一行\n第二行"], []),
    // DatabaseSession or residence.
    (
      ["work.has_unit": .some(nil)], ["work.has_unit required"]
    ),
    (["work.unit_name": "某公司"], ["work.unit_name not_applicable"]),
    (["work.residence_region": "330100"], ["work.residence_region region_level"]),
    (["work.residence_region": "330101"], ["work.residence_region unknown_code"]),
    (["work.residence_region": "330103"], ["work.residence_region retired_region"]),
    (["work.residence_region": "320106"], ["work.residence_region residence_outside_province"]),
    (["work.postal_code": "31000"], ["work.postal_code format"]),
    (["work.status": "1"], ["work.status unknown_field"]),
    // Education.
    (
      ["education.full_time.level": "0"],
      [
        "education.full_time.degree not_applicable", "education.full_time.major not_applicable",
        "education.full_time.school not_applicable", "education.full_time.graduated_on not_applicable",
        "diploma_full_time not_applicable", "degree_full_time not_applicable",
      ]
    ),
    (
      ["education.full_time.level": "4"],
      ["education.full_time.degree not_applicable", "degree_full_time not_applicable"]
    ),
    (["education.full_time.degree": "0"], ["degree_full_time not_applicable"]),
    (
      ["education.full_time.level": "学士", "education.full_time.degree": "本科"],
      ["education.full_time.level education_swapped", "education.full_time.degree education_swapped"]
    ),
    (
      ["education.full_time.level": "1", "education.full_time.degree": "5"],
      ["education.full_time.level education_swapped", "education.full_time.degree education_swapped"]
    ),
    (["education.full_time.graduated_on": "1985-03-12"], ["education.full_time.graduated_on graduated_before_birth"]),
    (["education.full_time.graduated_on": "2026-11-22"], ["education.full_time.graduated_on future_date"]),
    (["education.full_time.graduated_on": "2026-11-21"], []),
    (["education.full_time.graduated_on": "2007-06-31"], ["education.full_time.graduated_on invalid_date"]),
    (["education.full_time.graduated_on": "30/06/2007"], ["education.full_time.graduated_on invalid_date"]),
    // Part-time education: all or nothing.
    (["education.part_time.school": "某大学"], ["education.part_time incomplete_part_time"]),
    (["education.part_time.level": "0"], []),
    (
      ["education.part_time.level": "0", "education.part_time.major": "会计"],
      ["education.part_time.major not_applicable"]
    ),
    (
      [
        "education.part_time.level": "4", "education.part_time.major": "会计", "education.part_time.school": "某大学",
        "education.part_time.graduated_on": "2012-06-30",
      ], ["diploma_part_time required"]
    ),
    // Qualification: none, none in words, one, never two.
    (["qualifications": .some(nil)], ["qualification_certificate not_applicable"]),
    (["qualifications": [["level": "0"]]], ["qualification_certificate not_applicable"]),
    (
      ["qualifications": [["level": "0", "type": "1"]]],
      ["qualifications[1].type not_applicable", "qualification_certificate not_applicable"]
    ),
    (
      ["qualifications": [["level": "1"]]],
      []
    ),
    (
      ["qualifications": [["level": "1", "type": "1", "method": "1", "obtained_on": "2010-10-20", "year": "2"]]],
      ["qualifications[1].year unknown_field"]
    ),
    (["qualifications": ["level": "1"]], ["qualifications wrong_type"]),
    (["qualifications": ["1"]], ["qualifications[1] wrong_type"]),
    (["title.code": "1"], []),
    (["title.code": "0"], []),
    (["title.code": "0", "title.appointed_on": "2011-01-01"], ["title.appointed_on not_applicable"]),
    // Appointed by an earlier, lower qualification: no guide forbids it.
    (["title.code": "1", "title.appointed_on": "2010-10-19"], []),
    (["title.code": "1", "title.appointed_on": "2010-10-20"], []),
  ]

  @Test(arguments: aloneCases) func withoutWorkplace(_ changes: [String: JSONValue?], _ expected: [String]) throws {
    #expect(try Self.alone().with(changes).errors == expected)
  }

  /// With a workplace.
  static let employedCases: [([String: JSONValue?], [String])] = [
    (["work.unit_code": "91330113MA2XX00190"], ["work.unit_code check_character"]),
    (["work.unit_code": "00000101-1"], []),
    (["work.unit_code": "PDY00001-X"], ["work.unit_code self_defined"]),
    (["work.unit_code": .some(nil)], ["work.unit_code required"]),
    (["work.unit_name": " 　"], ["work.unit_name required"]),
    (["work.unit_type": "1"], ["work.unit_type unknown_code"]),
    (["work.unit_region": "140105"], ["work.residence_region required", "work.residence_address required"]),
    (["work.residence_region": "330102"], ["work.residence_region not_applicable"]),
    (["work.started_on": "2001-03-11"], []),
    (["work.started_on": "2001-03-12"], []),
    (["work.post": "1"], ["work.post unknown_code"]),
    (["work.has_unit": "true"], ["work.has_unit wrong_type"]),
    (["work.has_unit": 1], ["work.has_unit wrong_type"]),
    (["education.part_time.degree": .some(nil)], ["education.part_time incomplete_part_time"]),
    (
      ["education.part_time.graduated_on": "1980-01-01"],
      ["education.part_time.graduated_on graduated_before_birth_part_time"]
    ),
    (["education.part_time.certificate_number": "E1"], []),
  ]

  @Test(arguments: employedCases) func withWorkplace(_ changes: [String: JSONValue?], _ expected: [String]) throws {
    #expect(try Self.employed().with(changes).errors == expected)
  }

  /// What the reviewer is told without stopping anybody.
  static let warned: [([String: JSONValue?], [String])] = [
    (["work.postal_code": "030000"], ["work.postal_code unexpected_prefix"]),
    (["work.unit_type": "01"], ["work.unit_type unit_type_against_code"]),
    (["education.full_time.certificate_number": .some(nil)], ["education.full_time.certificate_number recommended"]),
    (
      [
        "qualifications": [
          [
            "level": "1", "type": "1", "method": "2", "obtained_on": "2010-10-20",
            "certificate_number": "T",
          ]
        ]
      ],
      ["qualifications[1].method method_against_level"]
    ),
    (["identity.mobile": .some(nil)], ["identity.mobile recommended"]),
    (["identity.mobile": "+852 9123 4567"], ["identity.mobile foreign_number"]),
    (["title.appointed_on": .some(nil)], ["title.appointed_on recommended"]),
    (
      ["qualifications": [["level": "1"]]],
      [
        "qualifications[1].type recommended", "qualifications[1].method recommended",
        "qualifications[1].obtained_on recommended", "qualifications[1].certificate_number recommended",
      ]
    ),
    (
      [
        "work.unit_region": "310101", "work.residence_region": "330102", "work.residence_address": "某街道1号",
      ], ["work.unit_region unit_outside_province"]
    ),
    (
      ["qualifications": [["level": "3", "type": "1", "method": "3", "obtained_on": "2010-10-20"]]],
      ["qualifications[1].certificate_number recommended"]
    ),
    (
      [
        "identity.id_type": "07", "identity.id_number": "AB123456", "identity.sex": "2",
        "identity.birth_date": "1915-01-01",
      ], ["identity.birth_date unusual_age"]
    ),
    (["identity.id_number": "33019919850312011X"], ["identity.id_number unknown_region"]),
    (["work.started_on": "2001-03-11"], ["work.started_on worked_before_16"]),
    // Codes "and the like": a business licence from before 2015.
    (["work.unit_code": "330102600012345"], ["work.unit_code length"]),
    (["title.appointed_on": "2000-10-19"], ["title.appointed_on appointed_before_obtained"]),
    (["identity.name": "王\u{E863}"], ["identity.name name_with_odd_characters"]),
    (["identity.name": "王\u{F0000}"], ["identity.name name_with_odd_characters"]),
    (["identity.name": "王\u{0600}五"], ["identity.name name_with_odd_characters"]),
    // What comes along when pasting is left out, and what chooses a form of a character stays.
    (["identity.name": "王\u{200D}五\u{AD}\u{3164}"], []), (["identity.name": "葛\u{E0100}五"], []),
    (["identity.name": "𠮷䶮·买买提"], []),
  ]

  @Test(arguments: warned) func warnings(_ changes: [String: JSONValue?], _ expected: [String]) throws {
    let judging = try Self.employed().with(changes)
    #expect(judging.errors == [])
    #expect(judging.warnings == expected)
  }

  /// The first day at work beside "before 16" would tell on which days the birthday cannot be.
  @Test(arguments: [
    ("work.started_on", "2001-03-11", true), ("identity.mobile", "+852 9123 4567", true),
    ("title.appointed_on", "2000-10-19", false),
  ])
  func warningsThatReckonWithWhatIsMasked(_ field: String, _ value: String, _ isTelling: Bool) throws {
    let judging = try Self.employed().with([field: .string(value)])
    #expect(judging.validation.warnings.map(judging.profile.tellsOfMasked) == [isTelling])
  }

  @Test func assessmentBefore1992IsNoReasonToWarn() throws {
    let old: JSONValue = [
      ["level": "1", "type": "1", "method": "2", "obtained_on": "1992-07-29", "certificate_number": "T"]
    ]
    let judging = try Self.employed().with(["qualifications": old])
    #expect(judging.warnings == [])
  }

  @Test func commitmentIsAskedFor() throws {
    var judging = try Self.alone()
    judging.commitment = nil
    #expect(judging.errors == ["commitment required"])
    judging.commitment = CommitmentRecord(accepted: false)
    #expect(judging.errors == ["commitment required"])
    #expect(judging.validation.errors.first?.message.contains("同意以上资料填写无误") == true)
    // Neither an older text nor one that is not out yet is the one that is asked for.
    for other in ["0", "2"] {
      judging.commitment = CommitmentRecord(accepted: true, version: other)
      #expect(judging.errors == ["commitment old_version"], "\(other)")
    }
    judging.commitment = CommitmentRecord(accepted: true, version: "1")
    #expect(judging.errors == [])
  }

  @Test func allProblemsComeAtOnceInTheOrderOfTheForm() throws {
    var judging = try Self.alone().with([
      "identity.name": .some(nil), "personal.ethnic": "99", "work.postal_code": "1",
      "education.full_time.graduated_on": "x", "title.code": "4", "other": 1,
    ])
    judging.files.removeAll { $0.slot == "photo" }
    judging.commitment = nil
    #expect(
      judging.errors == [
        "identity.name required", "personal.ethnic unknown_code", "work.postal_code format",
        "education.full_time.graduated_on invalid_date", "photo required",
        "other unknown_field", "commitment required",
      ])
  }

  @Test func answersComeBackTidied() throws {
    let answers = try Self.alone().with([
      "identity.name": "　王小明 ", "identity.id_number": "33011319850312011x", "identity.mobile": "１３８ 0000 0000",
      "personal.remark": "", "personal.country": "１５６",
    ]).validation.answers
    #expect(answers.text("identity.name") == "王小明")
    #expect(answers.text("identity.id_number") == "33011319850312011X")
    #expect(answers.text("identity.mobile") == "13800000000")
    #expect(answers.text("identity.sex") == "1")
    #expect(answers.text("identity.birth_date") == "1985-03-12")
    #expect(answers.text("personal.country") == "156")
    #expect(answers["personal.remark"] == nil)
  }
}
