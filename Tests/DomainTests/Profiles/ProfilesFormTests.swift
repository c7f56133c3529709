import Domain
import TestSupport
import Testing

/// `Profile.form`: nothing of a profile that an applicant needs is missing, and a client can act on it.
@Suite struct ProfilesFormTests {
  private static func ids(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap { $0["id"]?.string } }

  @Test(arguments: Profile.bundled.map(\.province)) func theFormHoldsEverything(_ province: String) throws {
    let profile = try Sample.profile(province)
    let form = profile.form
    let items = (form["sections"]?.array ?? []).flatMap { $0["items"]?.array ?? [] }
    let fields = items.flatMap { $0["kind"] == "list" ? $0["fields"]?.array ?? [] : [$0] }.filter {
      $0["kind"] == "field"
    }
    #expect(fields.compactMap { $0["id"]?.string } == profile.fields.map(\.id))
    #expect(Self.ids(form["slots"]) == profile.slots.map(\.id))
    #expect(Self.ids(form["rules"]) == profile.rules.map(\.id))
    #expect(Self.ids(form["channels"]) == profile.channels.map(\.id))
    #expect(Self.ids(form["commitments"]) == profile.commitments.map(\.id))
    for (field, json) in zip(profile.fields, fields) {
      #expect(json["label"] == field.label.json && json["type"]?.string == field.type.name)
      #expect(json["when"] == field.visible?.json)
      guard case .code(let codes) = field.type else { continue }
      #expect(json["list"]?.string == codes.list)
      #expect((json["codes"]?.array ?? []).map { $0["code"]?.string } == codes.choices.map(\.code))
      #expect((json["codes"]?.array ?? []).map { $0["name"] } == codes.choices.map(\.name.json))
    }
    for (channel, json) in zip(profile.channels, form["channels"]?.array ?? []) {
      #expect(Self.ids(json["steps"]) == channel.steps.map(\.id))
      let parts = (json["steps"]?.array ?? []).flatMap { $0["parts"]?.array ?? [] }
      let sections = parts.filter { $0["kind"] == "section" }.compactMap { $0["id"]?.string }
      #expect(Set(sections) == Set(profile.sections.map(\.id)) && sections.count == profile.sections.count)
      let slots = parts.flatMap { $0["slots"]?.array ?? [] }.compactMap(\.string)
      #expect(Set(slots) == Set(profile.slots.map(\.id)) && slots.count == profile.slots.count)
    }
    #expect((form["regions"]?.array ?? []).contains { $0["code"]?.string == profile.region })
    // What only reviewers and machines need stays inside.
    let text = form.canonicalJSON
    for word in ["warn_missing", "\"mask\"", "\"export\"", "\"column\":\"applicant", "lease_minutes", "least_detail"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(form.canonicalJSON == profile.form.canonicalJSON)
  }

  @Test func whatIsAbsentIsLeftOut() throws {
    func nulls(_ value: JSONValue, _ place: String) -> [String] {
      switch value {
      case .null: [place]
      case .array(let elements): elements.flatMap { nulls($0, place + "[]") }
      case .object(let members): members.flatMap { nulls($0.value, place + "." + $0.key) }
      default: []
      }
    }
    for profile in Profile.bundled { #expect(nulls(profile.form, profile.province) == []) }
  }

  @Test func provincesDiffer() throws {
    let zhejiang = try Sample.profile("zhejiang").form
    #expect(zhejiang["unit_lookup"]?["button"]?["zh"] == "获取单位信息")
    #expect(zhejiang["settings"]?["contacts"]?["hotlines"]?.array?.first?["phone"] == "0571-88808880")
    let jiangsu = try Sample.profile("jiangsu").form
    #expect(jiangsu["notices"]?.array?.first?["countdown"] == 30)
    #expect(jiangsu["settings"]?["contacts"]?["by"] == "city")
    #expect(jiangsu["settings"]?["withdrawal_button"]?["zh"] == "撤销提交")
    let shanxi = try Sample.profile("shanxi").form
    #expect(shanxi["settings"]?["draft_button"]?["zh"] == "保存")
    #expect(shanxi["identity"]?["kind"] == "local")
    #expect(shanxi["settings"]?["legacy"]?["old_password"] == true)
  }

  /// A client that evaluates the conditions of the JSON shows what the engine calls asked for.
  @Test(arguments: ProfilesBundledTests.complete) func aClientCanEvaluateTheConditions(
    _ province: String, _ answers: Answers, _ files: [Domain.Attachment], _ department: String
  ) throws {
    let profile = try Sample.profile(province)
    let stored = try Judging(province, answers, files).validation.answers
    let client = FormClient(form: profile.form, answers: stored)
    let progress = profile.progress(stored, attachments: files, today: Sample.today)
    #expect(client.shown == progress.fields.map(\.target))
    #expect(client.files == progress.files.map { "\($0.slot)/\($0.n)" })
    #expect(progress.missing == [] && progress.gates == [])
    #expect(try progress.department.get().code == department)
  }
}
