import Domain
import Store

extension PreparedSubmission {
  /// What the applicant is told about what was left out.
  func droppedJSON(_ language: Language) -> JSONValue {
    .array(
      dropped.map { item in
        let label = profile.label(item.target) ?? Text(zh: item.target, en: item.target)
        let message =
          item.n == nil
          ? Text(zh: "“\(label.zh)”按所填内容不再需要，未提交。", en: "“\(label.en)” is no longer asked for and was left out.")
          : Text(
            zh: "材料“\(label.zh)”\(item.rowWords.zh)按所填内容不再需要，未提交。",
            en: "The file for “\(label.en)”\(item.rowWords.en) is no longer asked for and was left out.")
        return item.json(message(language))
      })
  }

  static let droppedSchema = Schema.array(
    .object(["target": .string, "n": .optional(.integer), "place": .optional(.integer), "message": .string]))
}

extension PreparedSubmission.Dropped {
  func json(_ message: String) -> JSONValue {
    [
      "target": .string(target), "n": n.map(JSONValue.integer) ?? .null, "place": place.map(JSONValue.integer) ?? .null,
      "message": .string(message),
    ]
  }

  /// （第2条：中级）, where it is a row's file.
  var rowWords: Text {
    guard let place else { return Text(zh: "", en: "") }
    return Text(
      zh: "（第\(place)条\(row.map { "：\($0.zh)" } ?? "")）", en: " (no. \(place)\(row.map { ": \($0.en)" } ?? ""))")
  }
}

extension SavedDraft.DroppedFile {
  /// What the applicant is told about a file that went with its row.
  ///
  /// - Parameter answers: those from before, which have the row.
  func json(_ answers: Answers, _ profile: Profile, _ language: Language) -> JSONValue {
    let item = PreparedSubmission.Dropped(target: slot, n: n, answers: answers, profile: profile)
    let label = profile.label(slot) ?? Text(zh: slot, en: slot)
    let name = originalName.map { Text(zh: "（\($0)）", en: " (\($0))") } ?? Text(zh: "", en: "")
    let message = Text(
      zh: "“\(label.zh)”\(item.rowWords.zh)已随该条删除，它的文件\(name.zh)不再提交；如需保留，请重新添加该条并上传。",
      en:
        "“\(label.en)”\(item.rowWords.en) went with its row; its file\(name.en) will not be submitted. To keep it, add the row again and upload it."
    )
    return item.json(message(language))
  }
}
