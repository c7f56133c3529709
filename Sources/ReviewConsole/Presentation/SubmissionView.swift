import Domain
import Store

/// A submission by the profile's sections and labels.
struct SubmissionView: Sendable {
  let submission: OpenedSubmission
  /// The profile under which it was filled; nil when this program does not have that version.
  let profile: Profile?
  let language: Language

  init(_ submission: OpenedSubmission, _ language: Language) {
    self.submission = submission
    self.language = language
    profile =
      Profile.version(submission.profileVersion, of: submission.province)
      ?? Profile.bundled.last { $0.province == submission.province }
  }

  /// One answered field.
  struct Line: Sendable, Hashable {
    /// `identity.name`, `qualifications[1].level`.
    let id: String
    let label: Text
    let text: String
  }

  /// Answered fields of one section, in the order of the form.
  struct Block: Sendable {
    let id: String
    let title: Text
    let lines: [Line]
  }

  /// Sections with at least one answer. Answers that the profile does not know come last, so that nothing is hidden.
  var blocks: [Block] {
    guard let profile else { return [leftovers(known: [])].compactMap(\.self) }
    let blocks = profile.sections.map { section in
      Block(id: section.id, title: section.title, lines: section.items.flatMap(lines))
    }
    let known = Set(profile.fields.map(\.id)).union(profile.sections.flatMap(\.items).compactMap(\.listID))
    return (blocks + [leftovers(known: known)].compactMap(\.self)).filter { !$0.lines.isEmpty }
  }

  /// What a target of a return reason or a problem is called; the id itself where nobody knows.
  func label(_ target: String) -> Text { profile?.label(target) ?? Text(zh: target, en: target) }

  private func lines(_ item: Section.Item) -> [Line] {
    let words = AnswerText(language: language)
    switch item {
    case .field(let field):
      guard let text = words.text(submission.answers[field.id], of: field) else { return [] }
      return [Line(id: field.id, label: field.label, text: text)]
    case .list(let list):
      return submission.answers.list(list.id).enumerated().flatMap { index, row in
        list.fields.compactMap { field -> Line? in
          let key = String(field.id.dropFirst(list.id.count + 1))
          guard let text = words.text(row[key], of: field) else { return nil }
          let suffix = list.isSingle ? "" : "（\(index + 1)）"
          return Line(
            id: "\(list.id)[\(index + 1)].\(key)",
            label: Text(zh: field.label.zh + suffix, en: field.label.en + suffix), text: text)
        }
      }
    case .department(let label):
      return [Line(id: "department", label: label, text: DepartmentName.full(submission.departmentCode))]
    }
  }

  private func leftovers(known: Set<String>) -> Block? {
    let rest = submission.answers.values.filter { !known.contains($0.key) && $0.value != .null }
    guard !rest.isEmpty else { return nil }
    return Block(
      id: "other", title: Text(zh: "其他", en: "Other"),
      lines: rest.sorted { $0.key < $1.key }.map { key, value in
        Line(id: key, label: Text(zh: key, en: key), text: value.string ?? value.canonicalJSON)
      })
  }
}

extension Section.Item {
  fileprivate var listID: String? { if case .list(let list) = self { list.id } else { nil } }
}
