import Domain

/// A province as the generator sees it: its form, its counties and their load, its people.
struct Office {
  let profile: Profile
  let bureaus: Bureaus
  let numbers: PersonNumbers
  let clock: WorkClock
  let today: Day
  let targets: Set<String>
  let seed: UInt64
  let commitmentVersion: String

  init?(profile: Profile, seed: UInt64, clock: WorkClock, today: Day) {
    guard let province = Regions.bundled[profile.region] else { return nil }
    self.profile = profile
    self.clock = clock
    self.today = today
    self.seed = seed
    bureaus = Bureaus(province: province, seed: seed)
    numbers = PersonNumbers(prefix: String(profile.region.prefix(2)), seed: seed)
    targets = Set(profile.targets)
    commitmentVersion = profile.commitments.first?.version ?? "1"
  }

  /// How many of all applications are this province's.
  var share: Double { ["33": 0.5, "32": 0.3, "14": 0.2][profile.region.prefix(2)] ?? 0.2 }

  /// The way in: the first channel more often.
  func channel(_ dice: inout Dice) -> String {
    let ids = profile.channels.map(\.id)
    return ids.isEmpty ? "pc" : ids[dice.weighted(ids.indices.map { $0 == 0 ? 0.6 : 0.4 })]
  }

  /// The message about an event, filled as the database fills it.
  func message(_ event: ProfileSettings.NotificationSettings.Event, _ values: [String: String]) -> String {
    let template = profile.settings.notification.texts[event]?.zh ?? "{name}，您好！您的申报（编号{number}）有新的进展。【{department}】"
    let lines = template.split(separator: "\n", omittingEmptySubsequences: false).compactMap { filled($0, values) }
    return lines.joined(separator: "\n")
  }

  /// One line with its names replaced; nil where it was made for values that are all missing.
  private func filled(_ line: Substring, _ values: [String: String]) -> String? {
    let parts = line.split(separator: "{", omittingEmptySubsequences: false)
    var text = String(parts[0])
    var isNeeded = parts.count == 1
    for part in parts.dropFirst() {
      guard let end = part.firstIndex(of: "}") else { continue }
      let value = values[String(part[..<end])] ?? ""
      isNeeded = isNeeded || !value.isEmpty
      text += value + part[part.index(after: end)...]
    }
    return isNeeded ? text : nil
  }

  /// Reasons as numbered lines: target, text, hint, remark.
  func listed(_ reasons: [DemoReason]) -> String {
    reasons.enumerated().map { index, reason in
      let known = ReturnReason.withCode(reason.code)
      let label = reason.target.map { "\(profile.label($0)?.zh ?? $0)：" } ?? ""
      let remark = reason.remark.map { "说明：\($0)。" } ?? ""
      return "\(index + 1). \(label)\(known?.text.zh ?? reason.code)。\(known?.hint.zh ?? "")。\(remark)"
    }.joined(separator: "\n")
  }
}
