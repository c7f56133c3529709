import Domain
import Testing

/// Each way of being wrong that the guide of Jiangsu names, and its routing.
@Suite struct ProfilesJiangsuTests {
  static func employed() throws -> Judging { try Judging("jiangsu", Sample.jiangsu, Sample.jiangsuFiles) }
  static func student() throws -> Judging {
    try Judging("jiangsu", Sample.jiangsuStudent, Sample.jiangsuStudentFiles)
  }

  static func qualification(_ level: String, _ obtained: String) -> JSONValue {
    ["level": .string(level), "type": "1", "method": "1", "obtained_on": .string(obtained), "certificate_number": "T"]
  }

  static let employedCases: [([String: JSONValue?], [String])] = [
    // A title without its qualification cannot be submitted (guide 2.11).
    (
      ["qualifications": [qualification("1", "2003-10-20")]],
      ["title.code title_needs_qualification", "qualification_certificate not_applicable"]
    ),
    (
      ["qualifications": []],
      [
        "title.code title_needs_qualification", "qualification_certificate not_applicable",
        "qualification_certificate not_applicable",
      ]
    ),
    // A higher one serves.
    (["qualifications": [qualification("3", "2003-10-20")]], ["qualification_certificate not_applicable"]),
    (["title.code": "9"], []),
    (["title.code": "2", "title.appointed_on": "2005-01-01"], []),
    // The appointment follows its own qualification, not the next one.
    (["title.appointed_on": "2009-10-19"], []),
    (["title.appointed_on": "2009-10-20"], []),
    (
      ["qualifications": [qualification("2", "2005-01-01"), qualification("3", "2020-01-01")]],
      []
    ),
    (
      ["qualifications": [qualification("0", "2005-01-01"), qualification("2", "2005-01-01")]],
      ["qualifications[1].level unknown_code"]
    ),
    (
      [
        "qualifications": [
          ["level": "2", "type": "1", "method": "1", "obtained_on": "2009-10-20"],
          qualification("1", "2027-01-01"),
        ]
      ],
      ["qualifications[2].obtained_on future_date"]
    ),
    // Locked data that contradict the number.
    (["identity.sex": "2"], ["identity.sex contradicts_id_number"]),
    (["identity.birth_date": "1978-09-02"], ["identity.birth_date contradicts_id_number"]),
    (["identity.sex": .some(nil), "identity.birth_date": .some(nil)], []),
    (["identity.mobile": .some(nil)], []),
    (["work.unit_code": .some(nil), "work.started_on": .some(nil), "work.post": .some(nil)], []),
    (["work.admin_post": .some(nil), "work.unit_type": .some(nil), "work.unit_address": .some(nil)], []),
    // Where one works.
    (["work.unit_region": "330102"], ["work.unit_region unit_outside_province"]),
    (["personal.region": "140105"], []), (["personal.region": "310101"], []),
    (["work.unit_region": "310101"], ["work.unit_region unit_outside_province"]),
    (["work.has_unit": true], ["work.has_unit unknown_field"]),
    (
      ["work.status": "3"],
      [
        "work.unit_code not_applicable", "work.unit_name not_applicable", "work.unit_type not_applicable",
        "work.unit_region not_applicable", "work.unit_address not_applicable", "work.residence_region required",
        "work.residence_address required", "work.started_on not_applicable", "work.post not_applicable",
        "work.admin_post not_applicable", "work_proof_current not_applicable",
      ]
    ),
    (["work.started_on": "1994-08-31"], []),
    (["personal.email": "a@b"], ["personal.email format"]),
    (["personal.email": "Li@Example.CN", "personal.phone": "025-12345678"], ["personal.phone format"]),
    (["personal.postal_code": "9"], ["personal.postal_code format"]),
  ]

  @Test(arguments: employedCases) func employed(_ changes: [String: JSONValue?], _ expected: [String]) throws {
    #expect(try Self.employed().with(changes).errors == expected)
  }

  @Test func aCertificateForEachQualification() throws {
    var judging = try Self.employed()
    judging.files.removeAll { $0.slot == "qualification_certificate" && $0.n == 2 }
    #expect(judging.errors == ["qualification_certificate required"])
    #expect(judging.validation.errors[0].message.contains("第2份"))
    judging.files += Sample.files("qualification_certificate/2", "qualification_certificate/3")
    #expect(judging.errors == ["qualification_certificate not_applicable"])
    judging.files = Sample.jiangsuFiles + Sample.files("qualification_certificate/2")
    #expect(judging.errors == ["qualification_certificate repeated_file"])
    judging.files = Sample.jiangsuFiles + Sample.files("qualification_certificate/0")
    #expect(judging.errors == ["qualification_certificate repeated_file"])
  }

  /// 市直 and 省直 units belong to the city's and the province's own bureau.
  @Test(
    arguments: [
      (nil, "320106"), ("1", "320106"), ("2", "320100"), ("3", "320000"), ("市直", "320100"), ("province", "320000"),
    ] as [(String?, String)])
  func levelOfTheUnitRoutes(_ level: String?, _ department: String) throws {
    let judging = try Self.employed().with(["work.unit_level": level.map { .string($0) } ?? .null])
    #expect(judging.errors == [])
    #expect(judging.validation.department?.code == department)
  }

  @Test func aStudentWithoutQualificationIsPointedOut() throws {
    #expect(try Self.student().warnings == ["work.status not_in_accounting"])
    #expect(
      try Self.student().with(["title.code": "1"]).errors == [
        "title.code title_needs_qualification", "title.appointed_on required",
      ])
  }

  @Test func theNoticeIsReadForThirtySeconds() throws {
    let profile = try Sample.profile("jiangsu")
    #expect(profile.notices.first?.countdown == 30)
    let commitment = try #require(profile.commitments.first)
    #expect(commitment.text.zh == "本人已阅读并且同意以上协议并承诺填写内容及证明材料正确性，造假后果由个人承担")
    #expect(commitment.button?.zh == "确认并开始填报")
    #expect(commitment.placement == .beforeFilling)
    #expect(profile.settings.withdrawalButton?.zh == "撤销提交")
    #expect(
      profile.channels.first?.steps.map(\.title.zh) == [
        "联系方式", "申报须知", "个人基本信息", "学历学位", "会计从业信息", "专业技术资格", "材料上传", "申报办理",
      ])
  }
}
