import Domain
import DomainSQL
import Foundation
import PostgreSQL

extension ApplicationDraft {
  static let columns = """
    number, state, revision, profile_version, channel, version, answers_version, answers, attachments, commitment, department_code, is_change,
    in_force, started_at, saved_at
    """

  init(_ row: Row) throws {
    let answers: JSONValue = try row.decode("answers")
    let files: JSONValue = try row.decode("attachments")
    self.init(
      number: try row.decode("number"), state: try row.decode("state"), revision: try row.decode("revision"),
      profileVersion: try row.decode("profile_version"), channel: try row.decode("channel"),
      version: try row.decode("version"), answersVersion: try row.decode("answers_version"),
      answers: Answers(answers.object ?? [:]),
      attachments: try (files.array ?? []).map { try DraftAttachment($0) },
      commitments: CommitmentRecord.all(try row.decode("commitment")),
      departmentCode: try row.decode("department_code"), isChange: try row.decode("is_change"),
      inForce: try row.decode("in_force", as: JSONValue?.self).map(InForce.init),
      startedAt: try row.decode("started_at"), savedAt: try row.decode("saved_at"))
  }
}

extension DraftAttachment {
  init(_ json: JSONValue) throws {
    guard let slot = json["slot"]?.string, let n = json["n"]?.integer, let sha256 = json["sha256"]?.string,
      let kind = json["kind"]?.string.flatMap(PictureKind.init), let bytes = json["bytes"]?.integer
    else { throw StoreFailure.unreadable("attachments") }
    var facts: PictureFacts?
    if let told = json["facts"], told != .null {
      facts = PictureFacts(told)
      if facts == nil { throw StoreFailure.unreadable("facts") }
    }
    self.init(
      slot: slot, n: n, sha256: sha256, facts: facts, kind: kind, bytes: bytes,
      originalName: json["original_name"]?.string, addedAt: try Date(seconds: json["added_at"]))
  }

  /// As `intake_attach` takes it.
  var stored: JSONValue {
    [
      "slot": .string(slot), "n": .integer(n), "sha256": .string(sha256), "bytes": .integer(bytes),
      "kind": .string(kind.rawValue), "facts": facts?.json ?? .null,
      "original_name": originalName.map(JSONValue.string) ?? .null,
    ]
  }
}

extension Date {
  /// A moment as functions put it into JSON: seconds since 1970.
  init(seconds json: JSONValue?) throws(StoreFailure) {
    switch json {
    case .integer(let seconds)?: self.init(timeIntervalSince1970: Double(seconds))
    case .number(let seconds)?: self.init(timeIntervalSince1970: seconds)
    default: throw .unreadable("time")
    }
  }
}
