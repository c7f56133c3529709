import Crypto
import Domain
import Foundation
import HTTPTypes
import Store

/// `POST …/application/submit`: the draft becomes the next revision, or every reason why not is told at once.
enum SubmitRoute {
  static let route = Route(
    "submitApplication", .post, "/v1/{province}/application/submit", Text(zh: "提交", en: "Submits"), access: .applicant,
    parameters: [.idempotencyKey, .ifMatch(required: false)],
    body: .json(.object(["commitment?": .optional(.agreement), "unchanged?": unchanged], closed: true)),
    answers: [.init(.ok, "The receipt", .json(schema))],
    problems: [
      .noApplication, .wrongState, .draftChanged, .commitmentMissing, .incomplete, .keyReused, .unchanged,
    ]
  ) { exchange in
    let key = try exchange.idempotencyKey()
    do { return try await submit(exchange, key) } catch let problem as ProblemDetails {
      // A repeated request finds what the first one changed: another state, another version. It gets the first receipt again.
      guard let key, repeatable.contains(problem.code), let reply = try await earlier(exchange, key) else {
        throw problem
      }
      return reply
    }
  }

  private static let unchanged = Schema([
    "type": "boolean",
    "description":
      "true: a returned application, or a change, is meant to go in as it was; otherwise that is refused (unchanged).",
  ])

  private static let repeatable: Set<ProblemCode> = [.wrongState, .draftChanged, .duplicateApplication, .incomplete]

  private static func submit(_ exchange: HTTPExchange, _ key: String?) async throws -> Reply {
    let given = exchange.commitment
    let (stored, profile) = try await exchange.draft()
    try exchange.admit(.step(.submit), to: stored, under: profile)
    if case .exactly(let version)? = try exchange.expectedVersion(), version != stored.version {
      throw ProblemDetails.draftChanged(stored.version)
    }
    let draft = try await exchange.inspected(stored)
    let applicant = try exchange.applicant()
    let (agreed, unsigned) = agreement(given, draft: draft, profile: profile, in: exchange.language)
    let prepared = try exchange.prepared(draft, under: profile, commitment: agreed)
    guard prepared.verdict.isAcceptable, let department = prepared.verdict.department else {
      throw ProblemDetails.incomplete(prepared.verdict.errors, and: unsigned?.errors ?? [])
    }
    if let unsigned { throw unsigned }
    let document = prepared.document(
      of: .init(
        idType: applicant.idType, idNumber: applicant.idNumber, name: applicant.name, phone: applicant.phone,
        session: applicant.session),
      department: department, agreed: agreed, idempotency: key.map { idempotency($0, exchange) },
      expecting: draft.version, unchanged: exchange.json["unchanged"]?.bool == true)
    let receipt = try await exchange.change { try await $0.submit(document) }
    return .json(json(receipt, prepared, department, exchange))
  }

  /// The receipt of the request that had this key before; nil when there was none.
  private static func earlier(_ exchange: HTTPExchange, _ key: String) async throws -> Reply? {
    let (stored, profile) = try await exchange.draft()
    guard let department = stored.departmentCode.flatMap({ profile.standards.departments[$0] }) else { return nil }
    let prepared = try exchange.prepared(stored, under: profile)
    let asked = idempotency(key, exchange)
    let applicantKey = try exchange.key()
    let receipt = try await exchange.services.database.perform { try await $0.receipt(for: asked, of: applicantKey) }
    return receipt.map { .json(json($0, prepared, department, exchange)) }
  }

  /// What was agreed to: before filling, or now (R4); and what is still to be agreed to, told with everything else that is missing.
  private static func agreement(
    _ given: CommitmentRecord?, draft: ApplicationDraft, profile: Profile, in language: Language
  ) -> (agreed: CommitmentRecord?, unsigned: ProblemDetails?) {
    let asked = profile.channel(draft.channel).map { profile.commitments(in: $0) } ?? []
    do throws(ProblemDetails) {
      let now = try Agreement(given, to: asked.filter { $0.placement == .atSubmission }, in: language)
      return (now.record ?? draft.commitments.last ?? given, nil)
    } catch {
      return (nil, error)
    }
  }

  private static func idempotency(_ key: String, _ exchange: HTTPExchange) -> JSONValue {
    ["key": .string(key), "fingerprint": .string(fingerprint(exchange))]
  }

  /// What makes two requests the same request.
  private static func fingerprint(_ exchange: HTTPExchange) -> String {
    let text = JSONValue.object(exchange.json).canonicalJSON + "\n" + (exchange.head.headerFields[.ifMatch] ?? "")
    return SHA256.hash(data: Data(text.utf8)).prefix(16).hexadecimal
  }

  private static func json(
    _ receipt: Receipt, _ prepared: PreparedSubmission, _ department: Department, _ exchange: HTTPExchange
  ) -> JSONValue {
    let status = StatusWords(
      profile: prepared.profile, channel: prepared.draft.channel, state: receipt.state, language: exchange.language)
    return [
      "number": .string(receipt.number), "revision": .integer(receipt.revision),
      "state": .string(receipt.state.rawValue), "state_name": .string(status.name),
      "state_text": status.text.map(JSONValue.string) ?? .null,
      "department": ApplicationDocument.department(
        prepared.profile.standards.departments[receipt.departmentCode] ?? department),
      "due_on": receipt.dueOn.map { .string($0.iso) } ?? .null, "content_hash": .string(receipt.contentHash),
      "dropped": prepared.droppedJSON(exchange.language),
      "possible": prepared.profile.possibilities(
        in: receipt.state, changing: exchange.changing(prepared.draft.isChange)
      ).json,
    ]
  }

  static let schema = Schema.object([
    "number": .string, "revision": .integer, "state": .state, "state_name": .string, "state_text": .optional(.string),
    "department": .optional(.department), "due_on": .optional(.date), "content_hash": .string,
    "dropped": PreparedSubmission.droppedSchema, "possible": .array(.string),
  ])
}

extension ProblemDetails {
  /// Everything that stops the submission, at once.
  static func incomplete(_ errors: [Problem], and others: [Entry]) -> ProblemDetails {
    let entries = errors.map(\.entry) + others
    return ProblemDetails(
      .incomplete,
      Text(
        zh: "还有\(entries.count)处需要补充或改正，申报没有提交；已保存的内容都在。请按提示完善后再提交。",
        en: "\(entries.count) things are missing or wrong; nothing was submitted and everything saved is still there."),
      errors: entries)
  }
}

extension HTTPExchange {
  /// The key by which a repeated request is known; nil without one.
  fileprivate func idempotencyKey() throws -> String? {
    guard let value = head.headerFields[.idempotencyKey] else { return nil }
    let isPlain = value.utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x2D || $0 == 0x5F }
    guard isPlain, (1...64).contains(value.utf8.count) else {
      throw ProblemDetails(
        .malformedRequest,
        Text(zh: "Idempotency-Key 应为1至64个字母、数字、- 或 _。", en: "Idempotency-Key takes 1 to 64 letters, digits, - or _."))
    }
    return value
  }
}
