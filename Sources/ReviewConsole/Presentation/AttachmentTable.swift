import Domain
import Store

/// The files of a revision: slot, path, size, pixels, content hash.
struct AttachmentTable: Sendable {
  let view: SubmissionView
  let files: ContentStore
  /// The files that differ from the revision before.
  var changed: Set<RevisionChanges.File> = []

  /// For `show`: a card, because a path is longer than a line of a table, and must be whole.
  var card: Card {
    let separator = view.language == .zh ? "，" : ", "
    return Card(
      title: Text(zh: "材料", en: "Files"), key: "attachments",
      fields: ordered.map { file in
        let place = view.place(file)
        let key = place > 1 ? "\(file.slot)/\(place)" : file.slot
        let facts: [String?] = [
          key, Self.size(file.bytes),
          file.width.flatMap { width in file.height.map { "\(width)×\($0)" } },
          file.sha256.map { "SHA-256 \($0.prefix(12))" },
          changed.contains(.init(slot: file.slot, n: file.n)) ? view.language == .zh ? "有改动" : "changed" : nil,
        ]
        let path = files.path(of: file)
        let shown = path ?? (view.submission.masked ? Self.withheld(view.language) : nil)
        return .init(
          key, view.label(file.slot),
          .text(facts.compactMap(\.self).joined(separator: separator), machine: .string(path)), line: shown)
      })
  }

  /// In the order of the form, then of the files.
  private var ordered: [StoredAttachment] {
    let order = Dictionary(
      (view.profile?.slots ?? []).enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    return view.submission.attachments.sorted {
      (order[$0.slot] ?? .max, $0.slot, view.place($0)) < (order[$1.slot] ?? .max, $1.slot, view.place($1))
    }
  }

  /// In place of a path. A picture of an ID card is its number.
  static let withheld = Text(
    zh: "领取后，或写明用途（--用途）时显示路径", en: "its path is shown after a claim, or for a purpose (--purpose)")

  private static func size(_ bytes: Int) -> String? {
    if case .text(let text) = Formatting.bytes(bytes).value { text } else { nil }
  }

  var table: Table {
    Table(
      columns: [
        .init("label", Text(zh: "材料", en: "FILE"), audience: .people, yields: 1, minimum: 10),
        .init("slot", Text(zh: "栏目", en: "SLOT"), yields: 3, minimum: 8),
        .init("n", Text(zh: "序", en: "N"), alignment: .right),
        .init("bytes", Text(zh: "大小", en: "SIZE"), alignment: .right),
        .init("pixels", Text(zh: "像素", en: "PIXELS"), audience: .people),
        .init("width", Text(zh: "宽", en: "W"), audience: .machines),
        .init("height", Text(zh: "高", en: "H"), audience: .machines),
        .init("sha256", Text(zh: "校验", en: "SHA-256")),
        .init("path", Text(zh: "路径", en: "PATH"), isWhole: true),
        .init("original_name", Text(zh: "原文件名", en: "NAME"), audience: .machines),
      ],
      rows: ordered.map { file in
        [
          .text(view.label(file.slot)(view.language)), .text(file.slot), .integer(view.place(file)),
          Formatting.bytes(file.bytes),
          .text(file.width.flatMap { width in file.height.map { "\(width)×\($0)" } }), .integer(file.width),
          .integer(file.height), file.sha256.map(Formatting.hash) ?? .none,
          .text(files.path(of: file)), .text(file.originalName),
        ]
      }, whenEmpty: Text(zh: "没有材料。", en: "There are no files."))
  }
}
