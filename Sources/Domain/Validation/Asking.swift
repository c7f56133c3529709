/// What one form asks of somebody of whom more is known: of use where answers come from elsewhere (archives, another
/// province's form, generated people).
public struct Asking: Sendable {
  /// Those of the known answers that the form asks for, tidied as a submission is.
  public let answers: Answers
  /// The files it needs, in the order of the form.
  public let files: [(slot: String, n: Int)]
  /// What a reviewer would be told about the answers.
  public let warnings: [Problem]
  /// The bureau that the routing rules give; nil while the answers do not tell.
  public let department: Department?
}

extension Profile {
  /// Leaves out of `known` what this form does not ask for given the other answers; of a list what goes beyond its
  /// most rows. Whether the rest is complete and right is for `validate` to say.
  public func asking(of known: Answers, today: Day) -> Asking {
    let judge = Judge(profile: self, raw: own(known), mode: .submission, today: today)
    judge.judgeAnswers()
    let department = judge.route()
    return Asking(
      answers: judge.asked, files: judge.neededFiles, warnings: judge.ordered.filter { $0.severity == .warning },
      department: department)
  }

  /// Judges a submission of answers and files that may be more than the form asks for: what it does not ask for is left out first, in
  /// one judgement where there is nothing to leave out.
  public func prepare(
    _ known: Answers, attachments: [Attachment], commitment: CommitmentRecord?, channel: String?, today: Day
  ) -> Preparation {
    var judge = Judge(profile: self, raw: own(known), mode: .submission, today: today)
    let asked = judge.asked
    if asked != judge.raw { judge = Judge(profile: self, raw: asked, mode: .submission, today: today) }
    let files = judge.admitted(attachments)
    return Preparation(
      asked: asked, files: files,
      validation: judge.validation(attachments: files, commitment: commitment, channel: channel))
  }

  /// The answers to fields that the form has at all.
  private func own(_ known: Answers) -> Answers {
    var own: [String: JSONValue] = [:]
    for (id, value) in known.values {
      if let list = listsByID[id] {
        own[id] = value.array.map { .array(Array($0.prefix(list.rows.upperBound))) } ?? value
      } else if fieldsByID[id] != nil {
        own[id] = value
      }
    }
    return Answers(own)
  }
}

/// A submission as it would go in.
public struct Preparation: Sendable {
  /// The answers that the form asks for.
  public let asked: Answers
  /// The files that it has a place for: what was uploaded for an answer that has changed since has none.
  public let files: [Attachment]
  /// The judgement of both.
  public let validation: Validation
}

extension Judge {
  /// The answers that the form asks for, tidied.
  fileprivate var asked: Answers {
    var asked: [String: JSONValue] = [:]
    for section in profile.sections {
      for item in section.items {
        switch item {
        case .field(let field):
          if isPresent(field, row: nil) == true { asked[field.id] = values[Place(field.id)] ?? raw[field.id] }
        case .list(let list): asked[list.id] = self.asked(of: list)
        case .department: break
        }
      }
    }
    return Answers(asked)
  }

  /// The rows of a list with the members that each of them is asked for; nil where there are none.
  private func asked(of list: ListField) -> JSONValue? {
    guard holds(list.visible) == true, let elements = raw[list.id]?.array, !elements.isEmpty else { return nil }
    return .array(
      elements.enumerated().map { row, element in
        var members: [String: JSONValue] = [:]
        for field in list.fields where isPresent(field, row: row) == true {
          let key = String(field.id.dropFirst(list.id.count + 1))
          members[key] = values[Place(field.id, row: row)] ?? element[key]
        }
        return .object(members)
      })
  }

  /// The files that the answers ask for.
  fileprivate var neededFiles: [(slot: String, n: Int)] {
    profile.slots.flatMap { slot -> [(slot: String, n: Int)] in
      guard slot.required, holds(slot.visible) == true else { return [] }
      guard let list = slot.perRow else { return (0..<max(1, slot.count.lowerBound)).map { (slot.id, $0 + 1) } }
      let count = min(rows[list] ?? 0, profile.list(list)?.rows.upperBound ?? 0)
      return (0..<count).filter { holds(slot.rowCondition, row: $0, of: list) == true }.map { (slot.id, $0 + 1) }
    }
  }
}
