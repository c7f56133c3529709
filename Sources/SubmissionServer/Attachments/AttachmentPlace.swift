import Domain
import Store

/// A slot and the number of the file in it, as a path names them.
struct AttachmentPlace: Sendable {
  let slot: Slot
  /// From 1; in a slot that takes one file a row, the row's own number.
  let n: Int

  /// - Throws: 404 for a slot that the form does not have or a number that it never takes.
  init(_ exchange: HTTPExchange, _ profile: Profile, _ draft: ApplicationDraft) throws {
    let id = exchange.path["slot"] ?? ""
    // Only a slot's own name: `photo/1` and `photo[1]` name it for reasons, not for paths.
    guard let slot = profile.slots.first(where: { $0.id == id }) else {
      let known = profile.slots.map(\.id).joined(separator: "、")
      throw ProblemDetails(
        .notFound, Text(zh: "没有这个材料栏目；本省的栏目有：\(known)。", en: "There is no such slot; there are: \(known)."))
    }
    let most = slot.perRow == nil ? slot.count.upperBound : 999_999_999
    // Without a number it is the first file, of a list with a single row that row's.
    let rows = slot.perRow.map { draft.answers.rowNumbers($0) } ?? []
    let first = rows.count == 1 ? rows[0] ?? 1 : 1
    let written = exchange.path["n"] ?? String(first)
    guard written.count <= 9, let n = Int(written), (1...most).contains(n), String(n) == written else {
      throw ProblemDetails(
        .notFound, Text(zh: "此栏目的文件编号为1至\(most)。", en: "The files of this slot are numbered 1 to \(most)."))
    }
    self.slot = slot
    self.n = n
  }

  /// A file of a row needs the row, by its number: one that comes first would belong to whatever row gets that number.
  ///
  /// - Throws: 404 with the numbers of the rows that there are.
  func admit(under profile: Profile, _ draft: ApplicationDraft) throws {
    guard let list = slot.perRow else { return }
    let known = draft.answers.rowNumbers(list).compactMap(\.self)
    guard !known.contains(n) else { return }
    let label = profile.label(list) ?? slot.label
    guard !known.isEmpty else {
      throw ProblemDetails(
        .notFound,
        Text(
          zh: "“\(label.zh)”还没有保存任何一条，文件不知归谁；请先保存该条，再按它的编号（row）上传。",
          en: "“\(label.en)” has no row yet: save the row first, then upload its file under the row's number (row)."))
    }
    let numbers = known.map(String.init)
    throw ProblemDetails(
      .notFound,
      Text(
        zh: "“\(label.zh)”没有编号（row）为\(n)的一条，它可能已删去；现有的编号按次序是：\(numbers.joined(separator: "、"))。",
        en: "“\(label.en)” has no row with that number; in their order there are: \(numbers.joined(separator: ", "))."))
  }
}
