import Yams

extension ProfileReader {
  /// `settings`: how an application is handled. Every part has to be written, so that a silent guide shows (R27).
  func settings(_ map: YAMLMap) -> ProfileSettings {
    let inner = map.map("settings")
    if inner == nil { map.noteMissing("settings") }
    log.place("settings", inner?.mark, path: "settings")
    defer { inner?.finish() }
    return ProfileSettings(
      contacts: contacts(part(inner, "contacts")), summary: inner?.bool("summary", default: false) ?? false,
      drafts: word(inner, "drafts") ?? .none, draftButton: inner?.optionalText("draft_button"),
      withdrawal: word(inner, "withdrawal") ?? .never, withdrawalButton: inner?.optionalText("withdrawal_button"),
      change: inner?.bool("change", default: false) ?? false,
      returns: returns(part(inner, "returns")), notification: notification(part(inner, "notification")),
      statuses: inner.map { statuses($0) } ?? [:], legacy: inner?.map("legacy").map { legacy($0) },
      review: review(part(inner, "review")),
      retentionMonths: inner?.integer("retention_months", in: 1...1200) ?? 0)
  }

  private func part(_ settings: YAMLMap?, _ key: String) -> YAMLMap? {
    guard let settings else { return nil }
    if let map = settings.map(key) { return map }
    if !settings.has(key) { settings.noteMissing(key) }
    return nil
  }

  private func word<Word: RawRepresentable & CaseIterable>(_ map: YAMLMap?, _ key: String) -> Word?
  where Word.RawValue == String { map?.word(key) }

  private func contacts(_ map: YAMLMap?) -> ProfileSettings.Contacts {
    defer { map?.finish() }
    return ProfileSettings.Contacts(
      title: map?.text("title") ?? Text(zh: "", en: ""), by: word(map, "by") ?? .department,
      help: map?.optionalText("help"),
      hotlines: map?.maps("hotlines", idKey: "phone").map { line in
        defer { line.finish() }
        return ProfileSettings.Contacts.Hotline(name: line.text("name"), phone: line.string("phone"))
      } ?? [])
  }

  private func returns(_ map: YAMLMap?) -> ProfileSettings.Returns {
    defer { map?.finish() }
    log.place("returns", map?.mark, path: "settings.returns")
    var hints: [String: Text] = [:]
    for member in map?.members("hints") ?? [] {
      hints[member.name] = map?.text(of: member.node, "hints." + member.name)
    }
    var targets: [String: [String]] = [:]
    if let inner = map?.map("targets") {
      for code in inner.keys { targets[code] = inner.strings(code) }
      inner.finish()
    }
    return ProfileSettings.Returns(
      resubmission: word(map, "resubmission") ?? .allSteps, text: map?.text("text") ?? Text(zh: "", en: ""),
      without: map?.strings("without") ?? [], hints: hints, targets: targets)
  }

  private func notification(_ map: YAMLMap?) -> ProfileSettings.NotificationSettings {
    typealias Settings = ProfileSettings.NotificationSettings
    defer { map?.finish() }
    log.place("notification", map?.mark, path: "settings.notification")
    var texts: [Settings.Event: Text] = [:]
    for member in map?.members("texts") ?? [] {
      guard let event = Settings.Event(rawValue: member.name) else {
        let known = Settings.Event.allCases.map(\.rawValue).joined(separator: ", ")
        map?.note("texts", zh: "没有事件“\(member.name)”；可用：\(known)", en: "no event “\(member.name)”; there are: \(known)")
        continue
      }
      texts[event] = map?.text(of: member.node, "texts." + member.name)
    }
    return Settings(
      channel: word(map, "channel") ?? .page, recipient: map?.string("recipient") ?? "",
      longest: map?.optionalInteger("longest", in: 140...100_000), also: (map?.maps("also") ?? []).map { way($0) },
      texts: texts)
  }

  private func way(_ map: YAMLMap) -> ProfileSettings.NotificationSettings.Way {
    defer { map.finish() }
    let channel = word(map, "channel") ?? ProfileSettings.NotificationSettings.Channel.page
    return ProfileSettings.NotificationSettings.Way(
      channel: channel, recipient: channel == .page ? map.optionalString("recipient") : map.string("recipient"),
      longest: map.optionalInteger("longest", in: 140...100_000))
  }

  private func legacy(_ map: YAMLMap) -> ProfileSettings.LegacyArchives {
    defer { map.finish() }
    log.place("legacy", map.mark, path: map.path)
    return ProfileSettings.LegacyArchives(
      matchField: map.string("match"), prefill: map.bool("prefill", default: true),
      oldPassword: map.bool("old_password", default: false), fixedFields: map.strings("fixed"),
      upgradesOldNumbers: map.bool("upgrade_old_numbers", default: false), text: map.text("text"))
  }

  private func review(_ map: YAMLMap?) -> ProfileSettings.Review {
    defer { map?.finish() }
    let measures = map?.map("measures")
    defer { measures?.finish() }
    return ProfileSettings.Review(
      workingDays: map?.integer("working_days", in: 1...365) ?? 1,
      leaseMinutes: map?.integer("lease_minutes", in: 1...1440) ?? 1,
      reopenDays: map?.integer("reopen_days", in: 0...3650) ?? 0,
      measures: Dictionary(
        ProfileSettings.Review.measureNames.compactMap { name in
          measures?.optionalInteger(name, in: 1...1_000_000).map { (name, $0) }
        }
      ) { $1 })
  }
}
