import Domain
import TestSupport
import Testing

/// Provinces that bring their own regions, and what the fourth one could not say before.
@Suite struct ProfilesProvinceFileTests {
  private static let answers: Answers = [
    "identity.name": "汪样例", "identity.id_type": "01", "identity.id_number": "330113197203150021",
    "personal.phone": "16900000021", "personal.region": "420102", "work.status": "1",
    "work.unit_code": "91330113MA2XX0019U", "work.unit_name": "样例有限公司", "work.admin_post": "1",
    "work.scopes": ["3", "1"],
    "education.full_time.level": "0", "abacus.level": "00",
  ]

  private static func photo(_ width: Int = 295, _ height: Int = 413) -> Domain.Attachment {
    Domain.Attachment(
      slot: "photo", n: 1, sha256: "photo",
      facts: PictureFacts(kind: .jpeg, bytes: 18_000, width: width, height: height, background: .blue, detail: 0.9))
  }

  private static func judge(
    _ changes: [String: JSONValue?] = [:], files: [Domain.Attachment] = [photo()] + Sample.files("work_proof_current")
  ) throws -> Validation {
    var answers = answers
    for (id, value) in changes { answers[id] = value }
    return try ProvinceFile.profile().validate(
      answers: answers, attachments: files, commitment: CommitmentRecord(accepted: true, version: "1"),
      today: Sample.today)
  }

  private static func found(_ validation: Validation) -> [String] {
    validation.problems.map { "\($0.field) \($0.code)" }
  }

  @Test("both files of docs/profiles can be used", arguments: ["hubei", "anhui"])
  func usable(_ province: String) throws {
    #expect(Profile.check(ProvinceFile.url(province + ".yaml"), by: .bundled).isEmpty)
    let profile = try ProvinceFile.profile(province)
    #expect(profile.standards.departments.all.filter { $0.province == province }.count == profile.regions.count)
    #expect(profile.form["regions"]?.array?.count == profile.regions.count)
  }

  @Test("Hubei tells by several channels in order, and its own reason points where the level is chosen")
  func channels() throws {
    let profile = try ProvinceFile.profile()
    let notification = profile.settings.notification
    #expect(notification.channel == .sms && notification.longest == 500)
    #expect(notification.also.map(\.channel) == [.email, .page])
    #expect(notification.also.map(\.recipient) == ["personal.email", nil])
    #expect(profile.form["settings"]?["notification"]?["also"] == ["email", "page"])
    #expect(profile.reasons.first { $0.code == "D03" }?.targets == ["personal.region"])
    #expect(try ProvinceFile.profile("anhui").form["settings"]?["notification"] == ["channel": "page"])
  }

  @Test("regions have the level and parent that their codes say, and a bureau each")
  func regions() throws {
    let profile = try ProvinceFile.profile()
    let regions = profile.standards.regions
    #expect(profile.regions.count == 117 && profile.regions.filter { $0.level == .city }.count == 13)
    #expect(regions["420102"]?.parent == "420100" && regions["429004"]?.parent == "420000")
    #expect(profile.standards.departments["420102"]?.fullName == "武汉市江岸区财政局")
    #expect(profile.standards.departments["420000"]?.name == "湖北省财政厅")
    // Of the codes out of use nothing is known there: a number that begins with one is nobody's mistake.
    #expect(regions.knows(prefix: "420199") == nil && regions.knows(prefix: "330199") == false)
    #expect(Standards.bundled.regions["420000"] == nil)
  }

  @Test(
    "what is wrong with regions is named with its line",
    arguments: [
      (#""420102": 江岸区"#, #""330102": 江岸区"#, "330102", "42"), (#""420102": 江岸区"#, #""42010": 江岸区"#, "42010", "六位"),
      (#""420102": 江岸区"#, #""420102": "#, "420102", "名称"),
      (#""420102": 江岸区"#, #""420102": {name: 江岸区, parent: "420999"}"#, "420102", "420999"),
      (#""420102": 江岸区"#, #""420102": {name: 江岸区, level: town}"#, "420102.level", "county"),
      (#""420000": 湖北省,"#, "", "420100", "上级"), (#"region: "420000""#, #"region: "430000""#, "420102", "43"),
    ])
  func wrongRegions(_ old: String, _ new: String, _ path: String, _ words: String) throws {
    let error = #expect(throws: ProfileFailure.self) { try ProvinceFile.profile("hubei", [old: new]) }
    let finding = error?.findings.first { $0.path.hasSuffix(path) }
    #expect(finding?.text.zh.contains(words) == true && finding?.line ?? 0 > 0, "\(error?.description ?? "")")
  }

  @Test("a county's bureau reviews, and one right below the province too")
  func routing() throws {
    #expect(Self.found(try Self.judge()) == [])
    #expect(try Self.judge().department?.code == "420102")
    #expect(
      Self.found(try Self.judge(["personal.region": "310101"])).contains("personal.region region_outside_province"))
    #expect(try Self.judge(["personal.region": "420199"]).errors.map(\.code).contains("unknown_code"))
    #expect(Self.found(try Self.judge(["work.unit_code": .some(nil)])).contains("work.unit_code recommended"))
    #expect(try Self.judge(["personal.region": "429004"]).department?.fullName == "湖北省仙桃市财政局")
    #expect(
      Self.found(try Self.judge(["personal.region": "330102"])).contains("personal.region region_outside_province"))
  }

  @Test(
    "pixels that must be exact", arguments: [(295, 413, false), (294, 413, true), (296, 413, true), (590, 826, true)])
  func exactPixels(_ width: Int, _ height: Int, _ isWrong: Bool) throws {
    let judged = try Self.judge(files: [Self.photo(width, height)] + Sample.files("work_proof_current"))
    #expect(Self.found(judged) == (isWrong ? ["photo file_pixels"] : []))
    if isWrong { #expect(judged.problems[0].text.zh.contains("正好是295*413")) }
    let profile = try ProvinceFile.profile()
    let slot = try #require(profile.slot("photo"))
    #expect(profile.words(slot.file).zh.contains("像素正好295*413"))
    #expect(profile.form["slots"]?.array?.first?["file"]?["pixels"]?["exactly"] == true)
  }

  @Test("one file or the other: either is enough, none is one problem, and of who need not it asks for nothing")
  func eitherFile() throws {
    for slot in ["work_proof_current", "social_insurance"] {
      #expect(Self.found(try Self.judge(files: [Self.photo()] + Sample.files(slot))) == [])
    }
    #expect(Self.found(try Self.judge(files: [Self.photo()])) == ["work_proof_current proof_of_work"])
    let student: [String: JSONValue?] = [
      "work.status": "3", "work.unit_code": .some(nil), "work.unit_name": .some(nil), "work.admin_post": .some(nil),
      "work.scopes": .some(nil),
    ]
    #expect(Self.found(try Self.judge(student, files: [Self.photo()])) == ["household_proof recommended"])
  }

  @Test("what is missing is the one that the problem would name, and the other says that it would do")
  func eitherFileInProgress() throws {
    let profile = try ProvinceFile.profile()
    let files = { (attached: [Domain.Attachment]) in
      profile.progress(Self.answers, attachments: attached, today: Sample.today)
    }
    #expect(files([Self.photo()]).missing == ["work_proof_current"])
    #expect(files([Self.photo()] + Sample.files("social_insurance")).missing == [])
    let open = files([]).files.first { $0.slot == "social_insurance" }
    #expect(open?.alternatives == ["work_proof_current", "social_insurance"] && open?.isRequired == false)
    #expect(files([]).files.first { $0.slot == "photo" }?.alternatives == [])
  }

  @Test("posts that overlap are told to the reviewer; one may begin on the day on which another ends")
  func overlap() throws {
    func jobs(_ spans: (String, String?)...) -> JSONValue {
      .array(
        spans.map { from, to in
          ["from": .string(from), "to": to.map(JSONValue.string) ?? .null, "unit": "某公司"]
        })
    }
    let cases: [(JSONValue, [String])] = [
      (jobs(("2010-01-01", "2012-06-30"), ("2012-06-30", nil)), []),
      (jobs(("2010-01-01", "2012-06-30"), ("2012-06-29", "2013-01-01")), ["jobs[2].from jobs_overlap"]),
      (jobs(("2010-01-01", nil), ("2015-01-01", "2016-01-01")), ["jobs[2].from jobs_overlap"]),
      (jobs(("2015-01-01", "2016-01-01"), ("2010-01-01", "2014-01-01")), []),
      (jobs(("2010-01-01", "2009-01-01")), ["jobs[1].to job_order"]),
    ]
    for (value, expected) in cases {
      let judged = try Self.judge(["jobs": value])
      #expect(Self.found(judged) == expected, "\(value.canonicalJSON)")
      #expect(judged.isAcceptable == !expected.contains { $0.contains("order") })
    }
  }

  @Test(
    "several choices: in the order of the list, each once, as many as there may be",
    arguments: [
      (["3", "1"], nil), ([], "required"), (["3", "3"], "unknown_code"), (["0"], "unknown_code"), ("3", "wrong_type"),
      ([3], "wrong_type"), ([["1"]], "wrong_type"), (["1", "2", "3", "4"], "choices"),
    ] as [(JSONValue, String?)])
  func several(_ value: JSONValue, _ expected: String?) throws {
    let profile = try ProvinceFile.profile("hubei", ["choose: 1..9": "choose: 1..3"])
    var answers = Self.answers
    answers["work.scopes"] = value
    let judged = profile.validate(
      answers: answers, attachments: [Self.photo()] + Sample.files("work_proof_current"),
      commitment: CommitmentRecord(accepted: true, version: "1"), today: Sample.today)
    #expect(Self.found(judged) == (expected.map { ["work.scopes \($0)"] } ?? []))
    guard expected == nil else { return }
    #expect(judged.answers["work.scopes"] == ["1", "3"])
    let shown = profile.sections(for: judged.answers).flatMap(\.entries).first { $0.target == "work.scopes" }
    #expect(shown?.display?.zh == "出纳、资产、负债和所有者权益（净资产）的核算")
  }

  @Test("a condition holds where one of several choices is asked for")
  func conditionOnSeveral() throws {
    let profile = try ProvinceFile.profile(
      "hubei",
      [
        "when: {field: work.status, is: \"2\"}, file: document, silent: \"通知只说":
          "when: {field: work.scopes, is: \"3\"}, file: document, silent: \"通知只说"
      ])
    func slots(_ scopes: JSONValue) -> [String] {
      var answers = Self.answers
      answers["work.scopes"] = scopes
      return profile.progress(answers, attachments: [], today: Sample.today).files.map(\.slot)
    }
    #expect(slots(["1", "3"]).contains("student_card") && !slots(["1", "2"]).contains("student_card"))
  }

  @Test(
    "the new words are checked like all others",
    arguments: [
      ("pixels: {exactly: 295x413}", "pixels: {exactly: 295}", "pixels"),
      ("pixels: {exactly: 295x413}", "pixels: 0x413", "pixels"),
      ("any_file: [work_proof_current, social_insurance]", "any_file: [work_proof_current]", "proof_of_work"),
      ("any_file: [work_proof_current, social_insurance]", "any_file: [work_proof_current, letter]", "proof_of_work"),
      ("any_file: [work_proof_current, social_insurance]", "any_file: [work_proof_current, photo]", "proof_of_work"),
      ("no_overlap: {list: jobs, from: from, to: to}", "no_overlap: {list: jobs, from: unit, to: to}", "jobs_overlap"),
      ("no_overlap: {list: jobs, from: from, to: to}", "no_overlap: {list: works, from: from, to: to}", "jobs_overlap"),
      ("choose: 1..9", "choose: 0..9", "work.scopes"), ("choose: 1..9", "choose: 1..10", "work.scopes"),
      ("choose: 1..9", "choose: 1..9\n        column: post", "work.scopes"),
    ])
  func checked(_ old: String, _ new: String, _ path: String) throws {
    let error = #expect(throws: ProfileFailure.self) { try ProvinceFile.profile("hubei", [old: new]) }
    #expect(error?.findings.contains { $0.path.contains(path) && $0.line > 0 } == true, "\(error?.description ?? "")")
  }

  @Test("a catalogue with added files has all of them, and the later of two with one version")
  func catalogue() throws {
    func file(_ province: String, _ changes: [String: String] = [:]) throws -> ProfileFile {
      let profile = try ProvinceFile.profile(province, changes)
      return ProfileFile(
        province: province, version: profile.version, name: province + ".yaml",
        content: try ProvinceFile.text(province, changes), regions: profile.regions)
    }
    let more = Catalogue.bundled.adding([
      try file("hubei"), try file("anhui"), try file("hubei", ["letters: HB": "letters: HC"]),
    ])
    #expect(more.profiles.all.count == Profile.bundled.count + 2)
    #expect(more.profiles.current("hubei", on: Sample.today)?.letters == "HC")
    #expect(more.standards.departments["340100"]?.name == "合肥市财政局" && more.standards.regions["420102"] != nil)
    #expect(more.own.profiles.all.count == Profile.bundled.count && more.own.standards.regions["420102"] == nil)
    let broken = Catalogue.bundled.adding([
      ProfileFile(province: "hubei", version: "1", name: "hubei.yaml", content: "province: hubei", regions: [])
    ])
    #expect(broken.profiles.all.count == Profile.bundled.count && !broken.profiles.findings.isEmpty)
  }
}
