import Domain
import TestSupport
import Testing

/// A fourth, invented province, and a field added to an old one: files only, no line of the program.
@Suite struct ProfilesFourthProvinceTests {
  static func judge(_ changes: [String: JSONValue?] = [:], files: [Domain.Attachment] = []) throws -> Validation {
    let profile = try Profile.parse(Invented.yaml, name: "zhijiang.yaml")
    var answers: Answers = [
      "identity.name": "钱七", "identity.id_type": "07", "identity.id_number": "AB123456", "person.region": "330102",
      "jobs": [["from": "2020-01-01"]],
    ]
    for (id, value) in changes { answers[id] = value }
    return profile.validate(
      answers: answers, attachments: files, commitment: CommitmentRecord(accepted: true, version: "2"),
      today: Sample.today)
  }

  static func png(_ slot: String, _ n: Int = 1, bytes: Int = 1024) -> Domain.Attachment {
    Domain.Attachment(
      slot: slot, n: n, sha256: "\(slot)\(n)", facts: PictureFacts(kind: .png, bytes: bytes, width: 1, height: 1))
  }

  static let cases: [([String: JSONValue?], [String])] = [
    ([:], []),
    (["identity.name": "Qian"], ["identity.name pattern"]),
    (["identity.name": "钱"], ["identity.name length"]),
    (["identity.id_type": "04"], ["identity.id_type unknown_code"]),
    (["person.children": 2], ["person.colour required"]),
    (["person.children": "2"], ["person.children wrong_type"]),
    (["person.children": 21], ["person.children range"]),
    (["person.children": 2, "person.colour": "b"], []),
    (["person.children": 2, "person.colour": "red"], ["person.colour unknown_code"]),
    (["person.region": "330000"], ["person.region region_level"]),
    (["person.region": "320102"], ["person.region no_department"]),
    (["jobs": .some(nil)], ["jobs too_few_rows"]),
    (["jobs": [[:], [:], [:], [:]]], ["jobs too_many_rows"]),
    (["jobs": [["from": "2020-01-02", "to": "2020-01-01"]]], ["jobs[1].to job_order", "proof required"]),
    (
      ["jobs": [["from": "2020-01-01"], ["from": "2020-01-01", "to": "2027-02-01"]]],
      ["jobs[2].unit required", "proof required"]
    ),
  ]

  @Test(arguments: cases) func itsOwnRules(_ changes: [String: JSONValue?], _ expected: [String]) throws {
    let found = try Self.judge(changes).errors.map { "\($0.field) \($0.code)" }
    if expected.first == "jobs too_many_rows" {
      #expect(found.first == expected.first)
    } else {
      #expect(found == expected)
    }
  }

  @Test func itRoutesByItsOwnRules() throws {
    #expect(try Self.judge().department?.code == "330100")
    #expect(try Self.judge(["person.colour": "b"]).department?.code == "330000")
  }

  @Test func itsFiles() throws {
    let jobs: JSONValue = [["from": "2020-01-01"], ["from": "2020-01-01", "to": "2020-01-02", "unit": "某"]]
    func found(_ files: Domain.Attachment...) throws -> [String] {
      try Self.judge(["jobs": jobs], files: files).errors.map { "\($0.field) \($0.code)" }
    }
    #expect(try found(Self.png("proof", 2)) == [])
    #expect(try found(Self.png("proof", 1)) == ["proof not_applicable", "proof required"])
    #expect(try found(Self.png("proof", 2), Self.png("letter"), Self.png("letter", 2)) == [])
    #expect(try found(Self.png("proof", 2), Self.png("letter", 3)) == ["letter too_many_files"])
    #expect(try found(Self.png("proof", 2, bytes: 1023)) == ["proof file_too_small"])
  }

  @Test func bothCommitmentsAreOfOneVersion() throws {
    let profile = try Profile.parse(Invented.yaml, name: "zhijiang.yaml")
    let validation = profile.validate(answers: [:], today: Sample.today)
    #expect(validation.errors.filter { $0.field == "commitment" }.count == 2)
  }

  /// R26: old applications keep their version, new ones take the one in force.
  @Test func versionsStandSideBySide() throws {
    let first = try Profile.parse(Invented.yaml, name: "1")
    let next = Invented.yaml.replacing("version: \"1\"", with: "version: \"2\"")
      .replacing("from: 2026-01-01, to: 2026-12-31", with: "from: 2027-01-01")
      .replacing("label: 子女数}", with: "label: 子女数, required: true}")
    let both = [first, try Profile.parse(next, name: "2")]
    func current(_ day: String) throws -> String? {
      both.current("zhijiang", on: try #require(Day(iso: day)))?.version
    }
    #expect(try current("2025-12-31") == nil)
    #expect(try current("2026-01-01") == "1")
    #expect(try current("2026-12-31") == "1")
    #expect(try current("2027-01-01") == "2")
    #expect(both.version("1", of: "zhijiang")?.validTo?.iso == "2026-12-31")
    let answers: Answers = ["identity.name": "钱七"]
    let codes = both.map { $0.validate(answers: answers, today: Sample.today).errors.map(\.field) }
    #expect(!codes[0].contains("person.children"))
    #expect(codes[1].contains("person.children"))
    let changes = Profile.diff(both[0], both[1]).map { "\($0.path): \($0.old ?? "—") → \($0.new ?? "—")" }
    #expect(
      changes == [
        "sections.person.items.person.children.required: — → true", "valid.from: 2026-01-01 → 2027-01-01",
        "valid.to: 2026-12-31 → —", "version: 1 → 2",
      ])
  }

  /// A field added to a file appears in judging, sections, changes, targets, outline, statistics and the database's row.
  @Test func anAddedFieldAppearsEverywhere() throws {
    let old = try Profile.parse(Invented.yaml, name: "old")
    let line = "      - {field: person.children, type: integer, between: 0..20, label: 子女数}"
    let added = """
            - {field: person.party, type: code, codes: political, label: 政治面貌, required: true, mask: all, column: political}
      """
    #expect(Invented.yaml.contains(line))
    let new = try Profile.parse(Invented.yaml.replacing(line, with: line + "\n" + added), name: "new")
    let without: Answers = ["identity.name": "钱七"]
    var with = without
    with["person.party"] = "13"
    #expect(old.validate(answers: with, today: Sample.today).errors.contains { $0.code == "unknown_field" })
    #expect(
      new.validate(answers: without, today: Sample.today).errors.contains {
        $0.field == "person.party" && $0.code == "required" && $0.message == "请选择“政治面貌”。"
      })
    #expect(!new.validate(answers: with, today: Sample.today).errors.contains { $0.field == "person.party" })
    #expect(new.sections(for: with)[0].entries.contains { $0.label.zh == "政治面貌" && $0.display?.zh == "群众" })
    #expect(new.changes(from: without, to: with).map(\.target) == ["person.party"])
    #expect(new.targets.contains("person.party") && !old.targets.contains("person.party"))
    #expect(new.label("person.party")?.zh == "政治面貌")
    #expect(new.outline()?.lines(.zh).contains { $0.contains("* 政治面貌  [person.party]") } == true)
    #expect(new.statistics(with)["political"] == "13")
    #expect(new.masked(with).text("person.party") == "***")
    #expect(new.label("person.party")?.zh == "政治面貌")
    #expect(Profile.diff(old, new).map(\.path) == ["sections.person.items.person.party"])
  }
}
