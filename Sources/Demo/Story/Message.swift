import Domain

/// The text of a message about an event, filled as the database function `review.notify` fills it.
struct Message {
  let profile: Profile
  let event: ProfileSettings.NotificationSettings.Event

  private var template: String {
    profile.settings.notification.texts[event]?.zh ?? "{name}，您好！您的申报（编号{number}）有新的进展。【{department}】"
  }

  /// The text with `values` by name, the reasons as a list and the note as a sentence.
  func text(_ values: [String: String], reasons: [DemoReason], note: String?) -> String {
    var values = values
    values["reasons"] = listed(reasons)
    values["note"] = note.map(sentence) ?? ""
    let lines = template.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.compactMap { filled($0, values) }.joined(separator: "\n")
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

  /// A line for each reason where the list stands alone, else one run of words without a full stop.
  private func listed(_ reasons: [DemoReason]) -> String {
    let inLines = template.split(separator: "\n").contains("{reasons}")
    return reasons.enumerated().map { index, reason in
      let known = ReturnReason.withCode(reason.code)
      let label = reason.target.map { "\(profile.label($0)?.zh ?? $0)：" } ?? ""
      let (text, hint) = (known?.text.zh ?? reason.code, known?.hint.zh ?? "")
      if inLines { return "\(index + 1). \(label)\(text)。\(hint)。" + (reason.remark.map { "说明：\($0)。" } ?? "") }
      return "\(index + 1). \(label)\(text)，\(hint)" + (reason.remark.map { "（\($0)）" } ?? "")
    }.joined(separator: inLines ? "\n" : "；")
  }

  /// A note ends with a full stop unless the template goes on with a mark of its own.
  private func sentence(_ note: String) -> String {
    let bare = note.hasSuffix("。") ? String(note.dropLast()) : note
    let marks = ["。", "，", "；", "：", "、", ",", ";", "."]
    return marks.contains { template.contains("{note}" + $0) } ? bare : bare + "。"
  }
}
