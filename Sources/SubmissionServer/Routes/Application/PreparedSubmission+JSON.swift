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
            zh: "材料“\(label.zh)”按所填内容不再需要，未提交。",
            en: "The file for “\(label.en)” is no longer asked for and was left out.")
        return [
          "target": .string(item.target), "n": item.n.map(JSONValue.integer) ?? .null,
          "message": .string(message(language)),
        ]
      })
  }

  static let droppedSchema = Schema.array(
    .object(["target": .string, "n": .optional(.integer), "message": .string]))
}
