import Domain
import Store

/// What `show` prints about one revision.
struct SubmissionScreen: Sendable {
  let view: SubmissionView
  /// What differs from the revision before.
  let changed: RevisionChanges
  let history: [HistoryEntry]
  let files: ContentStore
  let calendar: DatabaseCalendar
  let context: ConsoleContext
  /// Whose screen it is.
  let reader: Actor

  private var submission: OpenedSubmission { view.submission }
  private var language: Language { context.language }

  var blocks: [CommandOutput.Block] {
    var blocks: [CommandOutput.Block] = [.card(head)]
    if let lastReturn = submission.lastReturn, lastReturn.revision < submission.latestRevision || isReturned {
      blocks.append(.card(reasons(lastReturn)))
    }
    for section in view.sections { blocks.append(.card(card(section))) }
    if view.profile == nil { blocks.append(.card(bareAnswers)) }
    if !submission.attachments.isEmpty {
      blocks.append(.card(AttachmentTable(view: view, files: files, changed: changed.fileSet).card))
    }
    if !submission.commitments.isEmpty { blocks.append(.card(commitments.card)) }
    if !submission.warnings.isEmpty { blocks.append(.card(warnings)) }
    let actions = history.filter { !HistoryTable.looks.contains($0.action) }
    if !actions.isEmpty { blocks.append(.table(HistoryTable(entries: actions.suffix(4), context: context).table)) }
    return blocks
  }

  /// The keys of the interface: number, state, revision, content hash, answers, attachments, warnings, reasons, history.
  var json: JSONDocument {
    [
      "number": .string(submission.number), "state": .string(submission.state.rawValue),
      "revision": .integer(submission.revision), "latest_revision": .integer(submission.latestRevision),
      "changes": .integer(submission.changes),
      "in_force": submission.inForce.map {
        ["revision": .integer($0.revision), "since": .string(Timestamp.iso($0.since))]
      } ?? .null,
      "content_hash": .string(submission.contentHash), "department": .string(submission.departmentCode),
      "applicant": .string(submission.applicant), "holder": .string(submission.holder),
      "lease_expires_at": .string(submission.leaseExpiresAt.map(Timestamp.iso)),
      "submitted_at": .string(Timestamp.iso(submission.submittedAt)), "due_on": .day(submission.dueOn),
      "decided_at": .string(submission.decidedAt.map(Timestamp.iso)), "decided_by": .string(submission.decidedBy),
      "profile_version": .string(submission.profileVersion), "channel": .string(submission.channel),
      "masked": .bool(submission.masked), "answers": JSONDocument(.object(submission.answers.values)),
      "attachments": AttachmentTable(view: view, files: files).table.json,
      "commitments": commitments.json, "warnings": .array(submission.warnings.map(problem)),
      "changed": .array(
        changed.byTarget(view).map { ["field": .string($0.target), "change": .string($0.change)] }),
      "reasons": .array((submission.lastReturn?.reasons ?? []).map(reason)),
      "history": HistoryTable(entries: history, context: context).table.json,
    ]
  }

  /// The commands that make sense now.
  var nextSteps: Notice {
    let number = submission.number
    func may(_ action: Action, _ actor: Actor) -> Bool {
      StateTable.possibilities(in: submission.state, for: actor).contains(.step(action))
    }
    if may(.claim, .reviewer) || may(.approve, .reviewer) {
      guard submission.revision == submission.latestRevision else {
        return .hint(
          Text(
            zh: "这是旧版本；最新是第 \(submission.latestRevision) 版：查看 \(number)（show）。",
            en: "This is an old revision; the latest is \(submission.latestRevision): show \(number)."))
      }
      let diff =
        submission.comparedRevision != nil
        ? Text(zh: "对比 \(number)（diff）；", en: "diff \(number); ") : Text(zh: "", en: "")
      return .hint(
        Text(
          zh: "下一步：\(diff.zh)通过 \(number)（approve）；退回 \(number) --原因 代码:栏目（return，代码见 原因）。",
          en: "Next: \(diff.en)approve \(number); return \(number) --reason CODE:TARGET (see reasons)."))
    }
    if may(.reopen, .manager) {
      let isManager = reader == .manager
      return .hint(
        Text(
          zh: "已办结；\(isManager ? "可用" : "主管可用") 撤回 \(number) --理由 理由（reopen）。",
          en: "Decided; \(isManager ? "you" : "a manager") may reopen \(number) --note WHY."))
    }
    return .hint(Text(zh: "申报人正在修改。", en: "The applicant is editing it."))
  }

  private var isReturned: Bool { submission.state == .returned }

  private var head: Card {
    let revision =
      language == .zh
      ? "第 \(submission.revision) 版"
        + (submission.revision < submission.latestRevision ? "（最新第 \(submission.latestRevision) 版）" : "")
      : "\(submission.revision) of \(submission.latestRevision)"
    var fields: [Card.Field] = [
      .init("number", Text(zh: "申报号", en: "Number"), .text(submission.number, mark: .strong)),
      .init("applicant", Text(zh: "申报人", en: "Applicant"), .text(submission.applicant, mark: .strong)),
      .init("state", Text(zh: "状态", en: "State"), Formatting.state(submission.state, language)),
      .init(
        "department", Text(zh: "会计管理部门", en: "Bureau"),
        .named(context.standards.departments.fullName(of: submission.departmentCode), code: submission.departmentCode)),
      .init("revision", Text(zh: "版本", en: "Revision"), .text(revision, machine: .integer(submission.revision))),
      .init("submitted_at", Text(zh: "提交时间", en: "Submitted"), .time(submission.submittedAt)),
      .init(
        "due_on", Text(zh: "审核期限", en: "Due"),
        Formatting.due(submission.dueOn, isOpen: submission.decidedAt == nil, by: calendar, language)),
      .init(
        "holder", Text(zh: "在审", en: "Holder"),
        Formatting.holder(submission.holder, until: submission.leaseExpiresAt, by: calendar, language)),
    ]
    if let change {
      fields.append(.init("change", Text(zh: "变更", en: "Change"), .text(change(language), mark: .strong)))
    }
    if let decidedAt = submission.decidedAt {
      fields.append(.init("decided_at", Text(zh: "办结时间", en: "Decided"), .time(decidedAt)))
      fields.append(.init("decided_by", Text(zh: "办理人", en: "By"), .text(submission.decidedBy)))
    }
    fields.append(.init("content_hash", Text(zh: "内容校验", en: "Content hash"), Formatting.hash(submission.contentHash)))
    if !changed.isEmpty {
      let names = changed.labels(view).map { $0(language) }
      let separator = language == .zh ? "、" : ", "
      fields.append(
        .init(
          "changed", Text(zh: "本版改动", en: "Changed"), .text(unique(names).joined(separator: separator), mark: .warning))
      )
    }
    return Card(key: "application", fields: fields)
  }

  /// What a revision that is a change is one of; nil for others.
  private var change: Text? {
    guard let former = submission.changes else { return nil }
    guard let inForce = submission.inForce, inForce.revision == former else {
      return Text(zh: "对第 \(former) 版的变更", en: "of revision \(former)")
    }
    let since = context.style.text(of: .time(inForce.since))
    let again =
      submission.comparedRevision == former
      ? Text(zh: "", en: "")
      : Text(
        zh: "；与有效版：对比 \(submission.number) \(former) \(submission.revision)",
        en: "; against it: diff \(submission.number) \(former) \(submission.revision)")
    return Text(
      zh: "对已通过的第 \(former) 版的变更；第 \(former) 版 \(since) 通过，变更通过前继续有效\(again.zh)",
      en: "of revision \(former), approved \(since) and in force until this is approved\(again.en)")
  }

  private var commitments: CommitmentCard { CommitmentCard(records: submission.commitments, language: language) }

  private func card(_ section: SectionView) -> Card {
    Card(
      title: section.title, key: section.id,
      fields: section.entries.map { entry in
        let isChanged = changed.fields[entry.target] != nil || changed.fields[Profile.target(of: entry.target)] != nil
        let shown = entry.display?(language)
        let text = isChanged ? (shown ?? "") + (language == .zh ? "（有改动）" : " (changed)") : shown
        return .init(
          entry.target, entry.label,
          .text(text, mark: isChanged ? .warning : nil, machine: entry.value.map { JSONDocument($0) } ?? .null))
      })
  }

  /// Without a profile nothing has a label, but nothing is hidden either.
  private var bareAnswers: Card {
    Card(
      title: Text(zh: "填报内容", en: "Answers"), key: "answers",
      fields: submission.answers.values.sorted { $0.key < $1.key }.map { id, value in
        .init(
          id, Text(zh: id, en: id), .text(value.string ?? value.canonicalJSON, machine: JSONDocument(value)))
      })
  }

  private func reasons(_ past: PastReturn) -> Card {
    var fields = past.reasons.enumerated().map { index, reason in
      let target = view.label(reason).map { $0(language) + (language == .zh ? "：" : ": ") } ?? ""
      let remark = reason.remark.map { language == .zh ? "：\($0)" : ": \($0)" } ?? ""
      return Card.Field(
        "reason_\(index + 1)", Text(zh: reason.code, en: reason.code),
        .text(target + view.text(reason)(language) + remark))
    }
    if let note = past.note { fields.append(.init("note", Text(zh: "附言", en: "Note"), .text(note))) }
    return Card(
      title: Text(
        zh: "上次退回（第 \(past.revision) 版，\(past.by)）", en: "Last return (revision \(past.revision), \(past.by))"),
      key: "last_return", fields: fields)
  }

  private var warnings: Card {
    Card(
      title: Text(zh: "系统提示（不影响提交，请核对）", en: "Warnings (not in the way of submitting; please check)"), key: "warnings",
      fields: submission.warnings.map {
        .init($0.field, view.label($0.field), .text("\($0.text(language)) [\($0.code)]", mark: .warning))
      })
  }

  private func problem(_ problem: Problem) -> JSONDocument {
    [
      "field": .string(problem.field), "code": .string(problem.code), "severity": .string(problem.severity.rawValue),
      "message": .string(problem.text(language)),
    ]
  }

  private func reason(_ reason: PastReturn.Reason) -> JSONDocument {
    [
      "code": .string(reason.code), "target": .string(reason.target), "row": .integer(reason.row),
      "place": .integer(reason.place), "text": .string(view.text(reason)(language)),
      "hint": .string(view.returnWords.hint(of: reason.code, stored: reason.hint)(language)),
      "remark": .string(reason.remark),
    ]
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
