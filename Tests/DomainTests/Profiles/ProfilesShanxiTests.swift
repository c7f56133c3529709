import Domain
import Testing

/// Each way of being wrong that the guide of Shanxi names, and its two channels.
@Suite struct ProfilesShanxiTests {
  static func full() throws -> Judging { try Judging("shanxi", Sample.shanxi, Sample.shanxiFiles) }
  static func bare() throws -> Judging { try Judging("shanxi", Sample.shanxiBare, Sample.shanxiBareFiles) }

  static let fullCases: [([String: JSONValue?], [String])] = [
    // 无职务: no date of appointment.
    (["title.code": "0"], ["title.appointed_on not_applicable"]),
    (["title.appointed_on": .some(nil)], ["title.appointed_on required"]),
    // 无: nothing else of the qualification.
    (
      [
        "qualifications": [
          [
            "level": "0", "type": "1", "method": "1", "certificate_number": "T",
            "obtained_on":
              "1994-10-20",
          ]
        ]
      ],
      [
        "qualifications[1].type not_applicable", "qualifications[1].method not_applicable",
        "qualifications[1].certificate_number not_applicable", "qualifications[1].obtained_on not_applicable",
        "qualification_certificate not_applicable",
      ]
    ),
    (
      ["qualifications": [["level": "2"]]],
      [
        "qualifications[1].type required", "qualifications[1].method required",
        "qualifications[1].certificate_number required", "qualifications[1].obtained_on required",
      ]
    ),
    (
      ["qualifications": [["level": "0"], ["level": "0"]]],
      ["qualifications too_many_rows", "qualification_certificate not_applicable"]
    ),
    (["title.appointed_on": "1994-10-19"], []),
    // 无级别: no number.
    (
      ["abacus.level": "00"],
      ["abacus.certificate_number not_applicable", "abacus_certificate not_applicable"]
    ),
    (["abacus.certificate_number": .some(nil)], ["abacus.certificate_number required"]),
    (["abacus.level": "0"], ["abacus.level unknown_code"]),
    // 是否注册会计师.
    (
      ["cpa.holder": false],
      ["cpa.practising not_applicable", "cpa.obtained_on not_applicable", "cpa_certificate not_applicable"]
    ),
    (["cpa.practising": .some(nil)], ["cpa.practising required"]),
    (["cpa.obtained_on": .some(nil)], ["cpa.obtained_on required"]),
    (["cpa.holder": "1"], ["cpa.holder wrong_type"]),
    (["cpa.obtained_on": "1984-01-01"], []),
    // 所属行政区划以工作单位为准.
    (["personal.region": "140106"], ["personal.region region_not_of_unit"]),
    (["personal.region": "330102"], ["personal.region region_outside_province", "personal.region region_not_of_unit"]),
    (["personal.phone": "12345"], ["personal.phone format"]),
    (["personal.email": .some(nil)], ["personal.email required"]),
    (["personal.phone": "+1 415 555 2671"], []), (["personal.phone": "400-800-1234"], []),
    (["work.unit_code": .some(nil), "work.post": .some(nil), "work.started_on": .some(nil)], []),
    (["identity.mobile": "13800000000"], ["identity.mobile unknown_field"]),
    (["work.residence_region": "140105"], ["work.residence_region unknown_field"]),
    (
      ["work.status": "2"],
      [
        "work.unit_code not_applicable", "work.unit_name not_applicable", "work.unit_type not_applicable",
        "work.unit_region not_applicable", "work.unit_address not_applicable", "work.school_name required",
        "work.school_region required", "work.started_on not_applicable", "work.post not_applicable",
        "work.admin_post not_applicable", "work_proof_current not_applicable", "student_card required",
      ]
    ),
    (["education.full_time.level": .some(nil)], ["education.full_time.level required"]),
    (["identity.id_number": "140703690520035"], ["identity.id_number length"]),
  ]

  @Test(arguments: fullCases) func full(_ changes: [String: JSONValue?], _ expected: [String]) throws {
    #expect(try Self.full().with(changes).errors == expected)
  }

  @Test func aStudentBelongsToTheSchool() throws {
    var judging = try Self.bare().with([
      "work.status": "2", "work.school_name": "某大学", "work.school_region": "140106",
    ])
    judging.files += Sample.files("student_card")
    // The school may keep its register elsewhere: the reviewer is told.
    #expect(judging.errors == [] && judging.warnings == ["personal.region region_not_of_school"])
    #expect(judging.with(["personal.region": "140106"]).warnings == [])
  }

  /// 第1步 and 第4步 of 基础信息采集: the guide has no button for it. The page says so, and marks what is filled in beforehand.
  @Test func whatIsToBeConfirmedIsSaid() throws {
    let profile = try Sample.profile("shanxi")
    let basic = try #require(profile.sections.first { $0.id == "basic" })
    #expect(
      basic.tips.map(\.zh) == ["确认姓名、有效身份证件类型、有效身份证件编号、出生日期、性别与实际相符。", "确认基础信息所有填写内容与实际一致。"])
    #expect(
      basic.fields.filter { $0.origin == .confirmed }.map(\.label.zh) == ["姓名", "有效身份证件类型", "有效身份证件编号", "出生日期", "性别"])
  }

  @Test func aPassportNeedsNoPicturesOfBothSides() throws {
    let changes: [String: JSONValue?] = [
      "identity.id_type": "07", "identity.id_number": "AB123456", "identity.sex": "1",
      "identity.birth_date": "1970-01-01", "personal.country": "840", "personal.ethnic": .some(nil),
      "personal.political": .some(nil),
    ]
    let judging = try Self.bare().with(changes)
    #expect(judging.errors == ["id_front not_applicable", "id_back not_applicable"])
    #expect(judging.warnings.contains("id_document recommended"))
  }

  @Test func bothChannelsWalkTheSameFieldsInTheirOwnOrder() throws {
    let profile = try Sample.profile("shanxi")
    let pc = try #require(profile.channel("pc"))
    let wechat = try #require(profile.channel("wechat"))
    #expect(
      pc.steps.map(\.title.zh).prefix(6) == [
        "基础信息采集", "专业技术资格信息采集", "学历信息采集", "工作单位信息采集", "其他证书信息采集", "证件相关附件上传",
      ])
    #expect(wechat.steps.first?.parts == [.commitment("pledge_wechat")])
    #expect(profile.commitments(in: pc).map(\.placement) == [.atSubmission])
    #expect(profile.commitments(in: wechat).map(\.placement) == [.beforeFilling])
    // The phone takes the photo with the personal data, the website with the other files.
    #expect(wechat.steps[1].parts == [.slots(["photo"]), .section("basic")])
    let phone = try #require(profile.outline(channel: "wechat"))
    let web = try #require(profile.outline(channel: "pc"))
    func ids(_ outline: FormOutline) -> Set<String> {
      Set(outline.steps.flatMap(\.items).filter { $0.kind == .field || $0.kind == .slot }.map(\.id))
    }
    #expect(ids(phone) == ids(web))
    #expect(ids(web).count == profile.fields.count + profile.slots.count)
  }

  /// The guide has the tick and not the text: nobody is refused for not agreeing to what nobody can read.
  @Test func eachChannelHasItsCommitmentAndDemandsNone() throws {
    var judging = try Self.bare()
    for (channel, words) in [("wechat", "阅读并勾选承诺"), ("pc", "认真阅读并同意承诺书")] {
      judging.channel = channel
      for given in [nil, CommitmentRecord(accepted: false)] {
        judging.commitment = given
        #expect(judging.errors == [])
        let told = judging.validation.warnings.filter { $0.field == "commitment" }
        #expect(told.map(\.code) == ["recommended"] && told[0].message.contains(words), "\(told)")
      }
      judging.commitment = CommitmentRecord(accepted: true, version: "1")
      #expect(!judging.warnings.contains { $0.hasPrefix("commitment") })
      judging.commitment = CommitmentRecord(accepted: true, version: "0")
      #expect(judging.errors == ["commitment old_version"])
    }
    judging.commitment = nil
    judging.channel = "fax"
    #expect(judging.errors == ["channel unknown_code"])
  }

  @Test func archivesAreTaken() throws {
    let legacy = try #require(Sample.profile("shanxi").settings.legacy)
    #expect(legacy.matchField == "identity.id_number")
    #expect(legacy.prefill && legacy.oldPassword && legacy.upgradesOldNumbers && legacy.fixedFields.isEmpty)
  }
}
