/// What one person's answers leave of a form: what a return of that person may point at.
public struct PersonForm: Sendable {
  /// The whole form.
  public let profile: Profile
  /// Ids of the fields, lists, groups and slots that are there, in the order of the form. What hangs on an answer that cannot be read,
  /// because it is missing or masked, is among them.
  public let targets: [String]
  private let known: Set<String>
  /// Of what has rows or several files, the numbers that are there, from 1.
  private let numbers: [String: Set<Int>]

  fileprivate init(_ validator: FormValidator) {
    profile = validator.profile
    numbers = validator.numbersThere
    let there = validator.targetsThere
    known = there
    targets = validator.profile.targets.filter { there.contains($0) }
  }

  /// Whether the target is there, with its row or file where it names one.
  public func has(_ target: String) -> Bool {
    let id = Profile.target(of: target)
    guard known.contains(id) else { return false }
    guard let number = Profile.number(in: target), let there = numbers[id] else { return true }
    return there.contains(number)
  }

  /// The target that this person's form calls so, in either language; nil where it is none or several.
  public func target(called words: String) -> String? { profile.target(called: words, among: targets) }

  /// Where a reason may point instead of at a target that is not there: where it usually does; else at what stands beside it, files for a
  /// file and fields of the section for a field.
  public func instead(of target: String, for code: String) -> [String] {
    let usual = (profile.reasons.first { $0.code == code }?.targets ?? []).filter { has($0) }
    if !usual.isEmpty { return usual }
    let id = Profile.target(of: target)
    if profile.slot(id) != nil { return profile.slots.map(\.id).filter { has($0) } }
    let section = profile.sections.first { $0.fields.contains { $0.id == id } }
    return (section?.fields ?? []).map(\.id).filter { has($0) }
  }
}

extension Profile {
  /// The target with that label in either language; blanks, case and brackets of either width aside. nil where it is none or several.
  public func target(called words: String, among targets: [String]) -> String? {
    func plain(_ words: String) -> String {
      words.lowercased().replacing("（", with: "(").replacing("）", with: ")").replacing(" ", with: "")
    }
    let wanted = plain(words)
    let found = targets.filter { label($0).map { [plain($0.zh), plain($0.en)].contains(wanted) } == true }
    return found.count == 1 ? found[0] : nil
  }

  /// What these answers leave of the form. They may be masked.
  public func form(of answers: Answers, today: Day) -> PersonForm {
    PersonForm(FormValidator(profile: self, raw: answers, mode: .draft, today: today))
  }
}

extension FormValidator {
  fileprivate var targetsThere: Set<String> {
    var there = Set(numbersThere.filter { !$0.value.isEmpty }.keys)
    for field in profile.fields {
      let isThere = field.list.map { holds(profile.list($0)?.visible) != false && (rows[$0] ?? 0) == 0 }
      if isThere ?? (isPresent(field, row: nil) != false) { there.insert(field.id) }
    }
    for list in profile.listsByID.values where holds(list.visible) != false { there.insert(list.id) }
    for (group, members) in profile.members where members.contains(where: { there.contains($0.id) }) {
      there.insert(group)
    }
    return there
  }

  fileprivate var numbersThere: [String: Set<Int>] {
    var numbers: [String: Set<Int>] = [:]
    for list in profile.listsByID.values where holds(list.visible) != false {
      let all = 0..<(rows[list.id] ?? 0)
      if all.isEmpty { continue }
      numbers[list.id] = Set(all.map { $0 + 1 })
      for field in list.fields {
        numbers[field.id] = Set(all.filter { isPresent(field, row: $0) != false }.map { $0 + 1 })
      }
    }
    for slot in profile.slots where holds(slot.visible) != false {
      guard let list = slot.perRow else {
        numbers[slot.id] = Set(1...max(1, slot.count.upperBound))
        continue
      }
      let all = 0..<(rows[list] ?? 0)
      numbers[slot.id] = Set(all.filter { holds(slot.rowCondition, row: $0, of: list) != false }.map { $0 + 1 })
    }
    return numbers
  }
}
