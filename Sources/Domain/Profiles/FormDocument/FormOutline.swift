/// A form as people see it, step by step, for `profile show`.
public struct FormOutline: Hashable, Sendable {
  /// The channel's id.
  public let channel: String
  /// Its name.
  public let channelName: Text
  /// Its pages in order.
  public let steps: [Step]

  /// One page.
  public struct Step: Hashable, Sendable {
    /// Unique in the channel.
    public let id: String
    /// The heading.
    public let title: Text
    /// Tips of the page and its sections.
    public let tips: [Text]
    /// What stands on it.
    public let items: [Item]
    /// The words of its buttons.
    public let buttons: [Text]
    /// The word beside a slot that has its file; nil = none.
    public let filled: Text?
  }

  /// One thing on a page.
  public struct Item: Hashable, Sendable {
    /// What it is.
    public let kind: Kind
    /// The field's, slot's, notice's or commitment's id; empty for what has none.
    public let id: String
    /// What people read.
    public let label: Text
    /// Whether it stands with a star: to be answered wherever it is shown.
    public let isStarred: Bool
    /// Type, conditions, rules, help: a sentence each.
    public let details: [Text]

    /// Kinds of things.
    public enum Kind: String, Hashable, Sendable {
      case notice, commitment, heading, field, list, department, slot, contacts, summary, submit, status
    }
  }

  /// The outline as lines of plain text, two spaces a level.
  public func lines(_ language: Language) -> [String] {
    var lines: [String] = []
    for (number, step) in steps.enumerated() {
      lines.append("\(number + 1). \(step.title(language))")
      for tip in step.tips { lines.append("   ※ \(tip(language))") }
      for item in step.items {
        let star = item.isStarred ? "*" : " "
        let id = item.id.isEmpty ? "" : "  [\(item.id)]"
        lines.append("  \(star) \(item.label(language))\(id)")
        for detail in item.details { lines.append("      \(detail(language))") }
      }
      if let filled = step.filled { lines.append("    \(filled(language))") }
      if !step.buttons.isEmpty {
        lines.append("    " + step.buttons.map { "【\($0(language))】" }.joined())
      }
    }
    return lines
  }
}
