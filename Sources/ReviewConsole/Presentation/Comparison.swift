import Domain
import Store

/// Two revisions side by side: fields old → new, files by content, reasons of the last return addressed or not.
struct Comparison: Sendable {
  let old: OpenedSubmission
  let new: OpenedSubmission
  /// Compared by the database unmasked; field id to `added`, `removed`, `changed`.
  let changed: [String: String]
  let context: ConsoleContext

  private struct FileChange {
    let slot: String
    /// As `StoredAttachment.n`.
    let n: Int
    let change: String
    let old: StoredAttachment?
    let new: StoredAttachment?
  }

  private var language: Language { context.language }
  private var view: SubmissionView { SubmissionView(new, context) }

  var hasChanges: Bool { !changed.isEmpty || !files.isEmpty }

  var blocks: [CommandOutput.Block] {
    var blocks: [CommandOutput.Block] = [
      .heading(
        Text(
          zh: "\(new.number) 第 \(old.revision) 版 → 第 \(new.revision) 版",
          en: "\(new.number) revision \(old.revision) → \(new.revision)"))
    ]
    if !fields.rows.isEmpty { blocks.append(.table(fields)) }
    if !files.isEmpty { blocks.append(.table(fileTable)) }
    if !reasons.isEmpty { blocks.append(.table(reasonTable)) }
    return blocks
  }

  var json: JSONDocument {
    [
      "number": .string(new.number), "from": .integer(old.revision), "to": .integer(new.revision),
      "changes": fields.json, "files": fileTable.json, "reasons": reasonTable.json,
    ]
  }

  private var fields: Table {
    var rows: [[Cell]] = []
    var shown: Set<String> = []
    for change in view.profile?.changes(from: old.answers, to: new.answers) ?? [] {
      // A row that is gone has its place in the old revision, which is another row's in the new one.
      let isThere = change.row.map { new.answers.place(ofRow: $0, in: Profile.list(in: change.target)) != nil } ?? true
      if isThere { shown.insert(change.target) }
      shown.insert(Profile.target(of: change.target))
      shown.insert(Profile.list(in: change.target))
      rows.append(row(change.target, change.label, change.old?(language), change.new?(language), change.row))
    }
    // Masked values can look alike although they differ: the database compared them whole.
    for (field, change) in changed.sorted(by: { $0.key < $1.key })
    where !shown.contains(field)
      && !(change == "removed" && field.hasSuffix("]") && shown.contains(Profile.list(in: field)))
    {
      let hidden = language == .zh ? "（已改，内容遮盖）" : "(changed, masked)"
      rows.append(
        row(
          field, view.label(field), old.answers.text(field), new.answers.text(field).map { "\($0)\(hidden)" } ?? hidden,
          nil)
      )
    }
    return Table(
      columns: [
        .init("label", Text(zh: "栏目", en: "FIELD"), audience: .people, yields: 1, minimum: 8),
        .init("field", Text(zh: "代号", en: "ID"), yields: 3, minimum: 8),
        .init("row", Text(zh: "编号", en: "ROW"), audience: .machines),
        .init("old", Text(zh: "原来", en: "OLD"), yields: 2, minimum: 8),
        .init("new", Text(zh: "现在", en: "NEW"), yields: 2, minimum: 8),
      ],
      rows: rows, whenEmpty: Text(zh: "填报内容没有变化。", en: "No answer changed."))
  }

  private func row(_ target: String, _ label: Text, _ old: String?, _ new: String?, _ row: Int?) -> [Cell] {
    [.text(label(language)), .text(target), .integer(row), .text(old, mark: .quiet), .text(new, mark: .warning)]
  }

  private var files: [FileChange] {
    func key(_ file: StoredAttachment) -> String { "\(file.slot)/\(file.n)" }
    let olds = Dictionary(old.attachments.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let news = Dictionary(new.attachments.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    return Set(olds.keys).union(news.keys).sorted().compactMap { key in
      let (before, after) = (olds[key], news[key])
      guard before?.fingerprint != after?.fingerprint, let any = after ?? before else { return nil }
      let change = before == nil ? "added" : after == nil ? "removed" : "replaced"
      return FileChange(slot: any.slot, n: any.n, change: change, old: before, new: after)
    }
  }

  private var fileTable: Table {
    let words = [
      "added": Text(zh: "新增", en: "added"), "removed": Text(zh: "删除", en: "removed"),
      "replaced": Text(zh: "更换", en: "replaced"),
    ]
    return Table(
      title: Text(zh: "材料", en: "Files"),
      columns: [
        .init("label", Text(zh: "材料", en: "FILE"), audience: .people, yields: 1, minimum: 8),
        .init("slot", Text(zh: "栏目", en: "SLOT"), yields: 2, minimum: 8),
        .init("n", Text(zh: "序", en: "N"), alignment: .right),
        .init("change", Text(zh: "变化", en: "CHANGE")),
        .init("old_sha256", Text(zh: "原校验", en: "OLD")),
        .init("new_sha256", Text(zh: "现校验", en: "NEW")),
      ],
      rows: files.map { file in
        [
          .text(fileLabel(file)(language)), .text(file.slot), .integer(place(file)),
          .named(words[file.change]?(language) ?? file.change, code: file.change, mark: .warning),
          file.old?.sha256.map(Formatting.hash) ?? .none, file.new?.sha256.map(Formatting.hash) ?? .none,
        ]
      })
  }

  /// On the screen a file of a row has the row's place: in the new revision, or in the old one when the row is gone.
  private func place(_ file: FileChange) -> Int {
    view.place(slot: file.slot, n: file.n) ?? SubmissionView(old, context).place(slot: file.slot, n: file.n) ?? file.n
  }

  private func fileLabel(_ file: FileChange) -> Text {
    guard view.place(slot: file.slot, n: file.n) == nil else { return view.label(file.slot) }
    return view.profile?.label("\(file.slot)/\(place(file))", row: file.n, place: nil) ?? view.label(file.slot)
  }

  /// Reasons of the last return that lies between the two revisions.
  private var reasons: [PastReturn.Reason] {
    guard let past = new.lastReturn, past.revision >= old.revision, past.revision < new.revision else { return [] }
    return past.reasons
  }

  /// What was touched: fields, lists and slots, with the own number of the row, nil where it is in no row.
  private var touched: [(id: String, row: Int?)] {
    let masked = changed.map { target, change -> (id: String, row: Int?) in
      let id = Profile.target(of: target)
      guard let list = view.profile?.field(id)?.list ?? view.profile?.list(id)?.id,
        let place = Profile.number(in: target)
      else { return (id, nil) }
      // A row that is gone is one field, by its place in the old revision.
      let numbers = (id == list && change == "removed" ? old : new).answers.rowNumbers(list)
      return (id, place <= numbers.count ? numbers[place - 1] : nil)
    }
    let shown = (view.profile?.changes(from: old.answers, to: new.answers) ?? []).map { change in
      (id: Profile.target(of: change.target), row: change.row)
    }
    return masked + shown
      + files.map { (id: $0.slot, row: view.profile?.list(ofSlot: $0.slot) == nil ? nil : $0.n) }
  }

  private var reasonTable: Table {
    let touched = touched
    return Table(
      title: Text(zh: "上次退回的原因", en: "Reasons of the last return"),
      columns: [
        .init("code", Text(zh: "代码", en: "CODE")),
        .init("text", Text(zh: "原因", en: "REASON"), yields: 2, minimum: 10),
        .init("target", Text(zh: "栏目", en: "TARGET"), yields: 1, minimum: 8),
        .init("remark", Text(zh: "说明", en: "REMARK"), yields: 3, minimum: 6),
        .init("addressed", Text(zh: "已改", en: "ADDRESSED")),
      ],
      rows: reasons.map { reason in
        let addressed: Bool? = reason.target.map { target -> Bool in
          let base = Profile.target(of: target)
          return touched.contains { id, row in
            (row == nil || reason.row == nil || row == reason.row)
              && (id == base || id.hasPrefix(base + ".") || base.hasPrefix(id + "."))
          }
        }
        let (word, mark): (Text, Mark?) =
          switch addressed {
          case true: (Text(zh: "有改动", en: "touched"), .good)
          case false: (Text(zh: "没有改动", en: "untouched"), .bad)
          default: (Text(zh: "请核对", en: "please check"), .warning)
          }
        return [
          .text(reason.code), .text(view.text(reason)(language)),
          .text(view.label(reason)?(language), machine: .string(reason.target)),
          .text(reason.remark), .text(word(language), mark: mark, machine: .bool(addressed)),
        ]
      })
  }
}
