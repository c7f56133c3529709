import Domain
import Store

/// What the applicant read and ticked with a revision, in the words that were shown then.
struct CommitmentCard: Sendable {
  let records: [CommitmentRecord]
  let language: Language

  var card: Card {
    Card(
      title: Text(zh: "承诺", en: "Commitment"), key: "commitments",
      fields: records.enumerated().flatMap { index, record -> [Card.Field] in
        let key = "commitment_\(index + 1)"
        let ticked = record.accepted ? Text(zh: "已勾选", en: "Ticked") : Text(zh: "未勾选", en: "Not ticked")
        let words = Card.Field(key, ticked, .text(words(record)(language)))
        return [words] + [record.at].compactMap { $0.map { .init(key + "_at", Text(zh: "勾选时间", en: "At"), .time($0)) } }
      })
  }

  var json: JSONDocument {
    .array(
      records.map { record in
        [
          "id": .string(record.id), "version": .string(record.version), "accepted": .bool(record.accepted),
          "text": .string(record.text), "paragraphs": .array(record.paragraphs.map { .string($0) }),
          "language": .string(record.language?.rawValue), "at": .string(record.at.map(Timestamp.iso)),
        ]
      })
  }

  private func words(_ record: CommitmentRecord) -> Text {
    let text = (record.paragraphs + [record.text].compactMap(\.self)).joined(separator: " ")
    let version = record.version.map { Text(zh: "（第\($0)版）", en: " (edition \($0))") } ?? Text(zh: "", en: "")
    if text.isEmpty {
      return Text(zh: "没有记录当时的文字\(version.zh)", en: "the words of then were not recorded\(version.en)")
    }
    return Text(zh: text + version.zh, en: text + version.en)
  }
}
