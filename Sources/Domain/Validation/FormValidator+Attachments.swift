/// Files: which may and must be there, and what each must be.
extension FormValidator {
  func check(attachments: [Attachment]) {
    var seen: [String: Set<Int>] = [:]
    var contents: [String: String] = [:]
    for file in attachments {
      guard let slot = profile.slotsByID[file.slot] else {
        report(ValidationText.unknownSlot(ValidationText.printable(file.slot)))
        continue
      }
      guard file.n >= 1, seen[slot.id, default: []].insert(file.n).inserted else {
        report(ValidationText.repeatedFile(slot).about(file: file.n))
        continue
      }
      if mode == .submission, let refusal = refusal(of: slot, n: file.n) {
        report(refusal.about(file: file.n))
        continue
      }
      for problem in profile.check(file, in: slot, complete: mode == .submission) {
        report(problem.about(file: file.n))
      }
      if mode == .submission, !file.sha256.isEmpty {
        if let other = contents[file.sha256] {
          report(ValidationText.sameFile(slot, as: profile.label(other) ?? slot.label).about(file: file.n))
        } else {
          contents[file.sha256] = slot.id
        }
      }
    }
    guard mode == .submission else { return }
    for slot in profile.slots { checkMissing(slot, found: seen[slot.id] ?? []) }
    for rule in profile.rules { checkAnyFile(rule, found: Set(seen.keys)) }
  }

  /// Those of the files that the form has a place for.
  func admitted(_ files: [Attachment]) -> [Attachment] {
    files.filter { file in profile.slotsByID[file.slot].map { refusal(of: $0, n: file.n) == nil } ?? false }
  }

  /// Whether what the slot hangs on has been answered, so that a file that does not go with it is not merely early.
  func isDecided(_ slot: Slot) -> Bool {
    ((slot.visible?.fields ?? []) + (slot.rowCondition?.fields ?? [])).allSatisfy { id in
      guard let field = profile.fieldsByID[id] else { return true }
      guard let list = field.list else {
        let place = place(field)
        return self[place].isFilled || self[place].value != nil || isPresent(place) == false
      }
      return rows[list] ?? 0 > 0
    }
  }

  /// Why the slot takes no such file for these answers; nil when it does.
  func refusal(of slot: Slot, n: Int) -> Problem? {
    if holds(slot.visible) == false { return ValidationText.slotNotApplicable(slot) }
    if let list = slot.perRow {
      if isShapeless(list) { return nil }
      guard let row = index(ofRow: n, in: list), row < rows[list] ?? 0 else {
        return ValidationText.slotNotApplicable(slot)
      }
      return holds(slot.rowCondition, row: row, of: list) != false ? nil : ValidationText.slotNotApplicable(slot)
    }
    return n > slot.count.upperBound ? ValidationText.tooManyFiles(slot) : nil
  }

  private func checkMissing(_ slot: Slot, found: Set<Int>) {
    guard slot.required || slot.missed != nil, holds(slot.visible) == true else { return }
    if let list = slot.perRow {
      let count = min(rows[list] ?? 0, profile.list(list)?.rows.upperBound ?? 0)
      for row in 0..<count
      where !found.contains(number(ofRow: row, in: list)) && holds(slot.rowCondition, row: row, of: list) == true {
        let n = number(ofRow: row, in: list)
        report(missing(slot, row: count > 1 ? row + 1 : nil).about(file: n > 0 ? n : row + 1))
      }
    } else if found.count < slot.count.lowerBound {
      let first = (1...max(1, slot.count.upperBound)).first { !found.contains($0) }
      report(missing(slot, row: nil).about(file: first ?? 1))
    }
  }

  /// The slots of a rule that asks for one of several, as far as these answers open them, and the one that a problem names; nil where it
  /// asks for nothing.
  func alternatives(of rule: Rule) -> (slots: [String], target: String)? {
    guard case .anyFile(let slots) = rule.kind, holds(rule.condition) == true else { return nil }
    let open = slots.filter { profile.slotsByID[$0].map { holds($0.visible) == true } ?? false }
    return open.first.map { (open, open.contains(rule.target) ? rule.target : $0) }
  }

  private func checkAnyFile(_ rule: Rule, found: Set<String>) {
    guard let (slots, target) = alternatives(of: rule), found.isDisjoint(with: slots) else { return }
    report(Problem(field: target, code: rule.id, severity: rule.severity, text: rule.message).about(file: 1))
  }

  private func missing(_ slot: Slot, row: Int?) -> Problem {
    guard !slot.required, let missed = slot.missed else { return ValidationText.missingFile(slot, n: row) }
    return Problem(field: slot.id, code: "recommended", severity: .warning, text: missed)
  }

  func check(commitment: CommitmentRecord?, channel id: String?) {
    guard let channel = profile.channel(id) else {
      report(ValidationText.unknownChannel(profile))
      return
    }
    for asked in profile.commitments(in: channel) {
      if commitment?.accepted != true {
        report(asked.isRequired ? ValidationText.notCommitted(asked) : ValidationText.notTicked(asked))
      } else if let version = commitment?.version, version != asked.version {
        report(ValidationText.oldCommitment(asked))
      }
    }
  }
}

extension Profile {
  /// What a file is told that these answers do not ask for: an error where they say so, a warning where what they lack may still ask for it;
  /// nil where the slot takes it. The answers may be unfinished.
  public func surplus(_ slot: Slot, n: Int, answers: Answers, today: Day) -> Problem? {
    let validator = FormValidator(profile: self, raw: answers, mode: .submission, today: today)
    guard let refusal = validator.refusal(of: slot, n: n) else { return nil }
    if validator.isDecided(slot) {
      return Problem(field: slot.id, code: refusal.code, text: ValidationText.notAskedFor(slot))
    }
    return Problem(
      field: slot.id, code: refusal.code, severity: .warning, text: ValidationText.notAskedYet(slot))
  }

  /// Judges one file by its slot's rules, as an upload does before it is kept. The name plays no part.
  public func check(_ file: Attachment, in slot: Slot, complete: Bool = true) -> [Problem] {
    guard let facts = file.facts else { return complete ? [ValidationText.unseenFile(slot)] : [] }
    let rule = slot.file
    var problems: [Problem] = []
    let largest = rule.largest.flatMap { bound in
      facts.bytes > bound.bytes || bound.isStrict && facts.bytes == bound.bytes ? bound : nil
    }
    if let fault = facts.problem {
      // Of a file too large to be looked at its size is what the applicant can mend.
      return [largest.map { ValidationText.size(slot, $0, tooSmall: false) } ?? ValidationText.badPicture(slot, fault)]
    }
    if let kind = facts.kind, !rule.kinds.contains(kind) { problems.append(ValidationText.kind(slot)) }
    if facts.kind == nil { problems.append(ValidationText.badPicture(slot, .unknownFormat)) }
    // Of another kind it may not have been looked at any further.
    guard facts.kind == nil || facts.width > 0 else { return problems }
    if let bound = rule.smallest, facts.bytes < bound.bytes || bound.isStrict && facts.bytes == bound.bytes {
      problems.append(ValidationText.size(slot, bound, tooSmall: true))
    }
    if let largest { problems.append(ValidationText.size(slot, largest, tooSmall: false)) }
    if facts.width < rule.minimumWidth || facts.height < rule.minimumHeight
      || rule.isExact && (facts.width, facts.height) != (rule.minimumWidth, rule.minimumHeight)
    {
      problems.append(ValidationText.pixels(slot))
    }
    if !rule.backgrounds.isEmpty {
      if let background = facts.background {
        if !rule.backgrounds.contains(background) { problems.append(ValidationText.background(slot, known: true)) }
      } else {
        problems.append(ValidationText.background(slot, known: false))
      }
    }
    if let least = rule.leastDetail, let detail = facts.detail, detail < least {
      problems.append(ValidationText.enlarged(slot))
    }
    return problems
  }
}
