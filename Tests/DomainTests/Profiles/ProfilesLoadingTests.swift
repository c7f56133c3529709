import Domain
import Foundation
import TestSupport
import Testing

/// What is wrong with a file is said with line and place, all at once.
@Suite struct ProfilesLoadingTests {
  /// The findings of the invented province after one change, as `line path`.
  static func findings(_ old: String, _ new: String) throws -> [String] {
    try #require(Invented.yaml.contains(old), "\(old)")
    let broken = Invented.yaml.replacing(old, with: new, maxReplacements: 1)
    do throws(ProfileFailure) {
      _ = try Profile.parse(broken, name: "x.yaml")
      return []
    } catch {
      for finding in error.findings {
        #expect(!finding.text.zh.isEmpty && !finding.text.en.isEmpty)
        #expect(finding.description.hasPrefix("x.yaml"))
      }
      return error.findings.map { "\($0.line) \($0.path)" }
    }
  }

  /// The line of the invented province that holds a text.
  static func line(_ part: String) -> Int {
    let lines = Invented.yaml.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(part) } ?? -2) + 1
  }

  static let cases: [(String, String, String)] = [
    // old, new, path of the finding; the line is that of `old`.
    ("letters: ZI", "letters: Z1", "letters"),
    ("region: \"330000\"", "region: \"330100\"", "region"),
    ("from: 2026-01-01", "from: 2026-02-30", "valid.from"),
    ("kind: local", "kind: global", "identity.kind"),
    ("countdown: 10", "countdown: soon", "notices.notice.countdown"),
    ("placement: before_filling", "placement: at_submission", "commitments.before"),
    ("button: 开始", "buton: 开始", "commitments.before.buton"),
    ("length: 2..20", "length: 20..2", "sections.person.items.identity.name.length"),
    ("matches: '\\p{Han}+'", "matches: '('", "sections.person.items.identity.name.pattern.matches"),
    ("type: text, length: 2..20", "type: words, length: 2..20", "sections.person.items.identity.name.type"),
    ("list: id_type", "list: id_types", "sections.person.items.identity.id_type.codes.list"),
    ("only: [\"01\", \"07\"]", "only: [\"01\", \"77\"]", "sections.person.items.identity.id_type.codes.only"),
    ("default: \"01\"", "default: \"02\"", "sections.person.items.identity.id_type"),
    (", mask: number", "", "sections.person.items.identity.id_number"),
    (", mask: number", ", mask: some", "sections.person.items.identity.id_number.mask"),
    ("by: identity.id_type", "by: identity.name", "sections.person.items.identity.id_number"),
    ("field: person.children, type", "field: person.colour, type", "sections.person.items.person.colour"),
    (
      "{field: person.children, present: true}", "{field: person.child, present: true}",
      "sections.person.items.person.colour"
    ),
    (
      "{field: person.children, present: true}", "{field: person.colour, present: true}",
      "sections.person.items.person.colour"
    ),
    (
      "{field: person.children, present: true}", "{field: person.children}",
      "sections.person.items.person.colour.required"
    ),
    ("{field: person.children, present: true}", "often", "sections.person.items.person.colour.required"),
    ("levels: [city, county]", "levels: [town]", "sections.person.items.person.region"),
    ("rows: 1..3", "rows: many", "sections.person.items.[7].rows"),
    ("kinds: [png]", "kinds: [gif]", "file_rules.any.kinds"),
    ("at_least: 1K", "at_least: 1 K", "file_rules.any.bytes.at_least"),
    ("file: any, required: false", "file: some, required: false", "slots.letter.file"),
    ("per_row: jobs", "per_row: job", "slots.proof"),
    ("order: [jobs.from, jobs.to]", "order: [jobs.from]", "rules.job_order.order"),
    ("order: [jobs.from, jobs.to]", "order: [jobs.from, jobs.unit]", "rules.job_order"),
    ("target: jobs.to", "target: jobs.too", "rules.job_order"),
    ("{field: person.colour, is: r}", "{field: person.colour, is: green}", "rules.red_only_alone"),
    (
      "{field: person.colour, is: b}, region", "{field: person.colour, like: b}, region",
      "routing.routes.person.region.when"
    ),
    ("region: person.region, level: province", "region: person.colour, level: province", "routing"),
    ("{notice: notice}", "{notice: other}", "channels.web"),
    ("[{section: person}, slots]", "[{section: person}]", "channels.web"),
    (
      "parts: [summary, {commitment: after}, submit, status]", "parts: [{commitment: after}, submit, status]",
      "channels.web"
    ),
    ("working_days: 3", "working_days: 0", "settings.review.working_days"),
    ("recipient: identity.name", "recipient: identity.mobile", "settings.notification"),
    ("recipient: identity.name", "recipient: identity.name\n    also: [{channel: page}]", "settings.notification"),
    (
      "recipient: identity.name", "recipient: identity.name\n    also: [{channel: email, recipient: identity.name}]",
      "settings.notification"
    ),
    ("file: any, required: false", "file: any, example: photograph, required: false", "slots.letter.example"),
    ("returned: \"{number}退回：{reasons}\"", "returned: \"{number}退回\"", "settings.notification"),
    ("hints: {I01: 请对照证件修改}", "hints: {}", "settings.returns"),
    ("hints: {I01: 请对照证件修改}", "hints: {I01: 请核对“户口本”}", "settings.returns"),
    ("hints: {I01: 请对照证件修改}", "hints: {I01: 请对照证件修改, Z99: 无}", "settings.returns"),
    ("hints: {I01: 请对照证件修改}", "hints: {I01: 请对照证件修改}, without: [Z99]", "settings.returns"),
    // The usual hint of D03 speaks of a level that this form does not ask for.
    ("hints: {I01: 请对照证件修改}", "hints: {I01: 请对照证件修改}, targets: {D03: [person.region]}", "settings.returns"),
    (
      "hints: {I01: 请对照证件修改}", "hints: {I01: 请对照证件修改, D03: 请改}, targets: {D03: [work.unit_level]}",
      "settings.returns"
    ),
    ("hints: {I01: 请对照证件修改}", "hints: {I01: 请对照证件修改}, targets: {Z99: [person.region]}", "settings.returns"),
    ("approved: \"{number}通过\"", "approved: \"{nummer}通过\"", "settings.notification"),
    ("draft: {name: 草稿}", "drafted: {name: 草稿}", "settings.statuses"),
    ("silent: 未说明", "silent: {stages: 未说明}", "settings.review.silent"),
    ("retention_months: 12", "retention_months: 12\nsurprise: 1", "surprise"),
  ]

  @Test(arguments: cases) func everyMistakeHasItsPlace(_ old: String, _ new: String, _ path: String) throws {
    let found = try Self.findings(old, new)
    #expect(found.contains { $0.hasSuffix(" " + path) }, "\(found)")
    // Rules, slots, channels and settings are named by their first line; everything on one line by that.
    let own = Self.line(String(old.split(separator: "\n")[0]))
    #expect(found.allSatisfy { finding in (Int(finding.prefix { $0 != " " }) ?? 0) > 0 }, "\(found)")
    if new.contains("person.colour, type") { return }
    if ["channels.web", "settings.notification", "settings.statuses", "surprise", "routing"].contains(path) { return }
    #expect(found.contains("\(own) \(path)"), "\(found) instead of line \(own)")
  }

  @Test func everythingWrongComesAtOnce() throws {
    let broken = Invented.yaml.replacing("countdown: 10", with: "countdown: x").replacing(
      "rows: 1..3", with: "rows: 3..1"
    )
    .replacing("kind: local", with: "kind: x").replacing("drafts: none", with: "drafts: maybe")
    do throws(ProfileFailure) {
      _ = try Profile.parse(broken, name: "x.yaml")
      Issue.record("was taken")
    } catch {
      #expect(error.findings.count == 4)
      #expect(error.findings.map(\.line) == error.findings.map(\.line).sorted())
      #expect(error.description.split(separator: "\n").count == 4)
    }
  }

  static let files: [String] = [
    "", "a: [", "- 1", "just text", "\u{0}", "a: 1\na: 2", String(repeating: "a", count: 2 << 20),
    "a: &x [1,1,1,1,1,1,1,1,1]\nb: &y [*x,*x,*x,*x,*x,*x,*x,*x,*x]\nc: &z [*y,*y,*y,*y,*y,*y,*y,*y,*y]\n"
      + "d: &w [*z,*z,*z,*z,*z,*z,*z,*z,*z]\ne: &v [*w,*w,*w,*w,*w,*w,*w,*w,*w]\nf: [*v,*v,*v,*v,*v,*v,*v,*v,*v]",
    String(repeating: "[", count: 10_000), "province: {a: b}", "sections: [1, 2]\nslots: x\nchannels: {}",
  ]

  @Test(arguments: files) func filesThatAreNoProfiles(_ yaml: String) throws {
    do throws(ProfileFailure) {
      _ = try Profile.parse(yaml, name: "x.yaml")
      Issue.record("was taken")
    } catch {
      #expect(!error.findings.isEmpty)
    }
  }

  @Test func filesOnDiskAreChecked() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("profiles-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("zhijiang.yaml")
    #expect(Profile.check(file, by: .bundled).count == 1)
    #expect(ProfileFolder(folder, by: .bundled).findings.count == 1)
    try Data(Invented.yaml.utf8).write(to: file)
    #expect(Profile.check(file, by: .bundled) == [])
    #expect(ProfileFolder(folder, by: .bundled).all.map(\.province) == ["zhijiang"])
    // One that cannot be used stops none of the others.
    try Data("province: zhejiang\nletters: 5".utf8).write(to: folder.appendingPathComponent("a.yaml"))
    let both = ProfileFolder(folder, by: .bundled)
    #expect(both.versions(of: "zhijiang").count == 1 && both.versions(of: "zhejiang").isEmpty)
    #expect(both.all.count == 1 && !both.findings.isEmpty && both.findings.allSatisfy { $0.file == "a.yaml" })
    try Data([0xFF, 0xFE]).write(to: file)
    #expect(Profile.check(file, by: .bundled).map(\.line) == [0])
  }
}
