import Domain

/// A slot and the number of the file in it, as a path names them.
struct AttachmentPlace: Sendable {
  let slot: Slot
  /// From 1.
  let n: Int

  /// - Throws: 404 for a slot that the form does not have or a number that it never takes.
  init(_ exchange: HTTPExchange, _ profile: Profile) throws {
    let id = exchange.path["slot"] ?? ""
    // Only a slot's own name: `photo/1` and `photo[1]` name it for reasons, not for paths.
    guard let slot = profile.slots.first(where: { $0.id == id }) else {
      let known = profile.slots.map(\.id).joined(separator: "、")
      throw ProblemDetails(
        .notFound, Text(zh: "没有这个材料栏目；本省的栏目有：\(known)。", en: "There is no such slot; there are: \(known)."))
    }
    let most = slot.perRow.flatMap { profile.list($0)?.rows.upperBound } ?? slot.count.upperBound
    let written = exchange.path["n"] ?? "1"
    guard written.count <= 3, let n = Int(written), (1...most).contains(n), String(n) == written else {
      throw ProblemDetails(
        .notFound, Text(zh: "此栏目的文件编号为1至\(most)。", en: "The files of this slot are numbered 1 to \(most)."))
    }
    self.slot = slot
    self.n = n
  }
}
