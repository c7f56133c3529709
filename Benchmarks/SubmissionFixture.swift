import Demo
import Domain
import Foundation
import JWTKit
import PostgreSQL
import Store

/// Drafts that are ready to be submitted, each of a person of its own, with the token that the person would show and the document that
/// the endpoint will send to the database.
struct SubmissionFixture {
  static let issuer = "https://identity.example"
  static let audience = "review-console"

  let profile: Profile
  let tokens: [String]

  /// The first form whose identities come from a service network and whose notices need no waiting.
  static func profile(today: Day) -> Profile? {
    Set(Profile.bundled.map(\.province)).sorted().compactMap { Profile.current($0, on: today) }
      .first { $0.identity.kind == .sso && $0.notices.allSatisfy { $0.countdown == 0 } }
  }

  /// Makes `count` drafts, as their applicants would have made them.
  ///
  /// - Parameter owner: of the database, which may do what the endpoint may.
  init(count: Int, profile: Profile, key: ES256PrivateKey, kid: String, owner: Connection, today: Day) async throws {
    self.profile = profile
    let pool = try DemoPicturePool()
    try await owner.script(
      """
      DROP TABLE IF EXISTS public.bench_row;
      CREATE TABLE public.bench_row (id integer PRIMARY KEY, start jsonb, answers jsonb, files jsonb, document jsonb);
      GRANT SELECT ON public.bench_row TO intake;
      """)
    let keys = JWTKeyCollection()
    await keys.add(ecdsa: key, kid: JWKIdentifier(string: kid))
    var tokens: [String] = []
    var rows: [[String]] = []
    var applicants: [ApplicantKey] = []
    // More than enough of all provinces; each person once.
    for application in DemoGenerator(seed: 77, count: count * 8, today: today, catalogue: .bundled)
    where application.province == profile.province {
      if tokens.count == count { break }
      guard let submission = application.submissions.first else { continue }
      let row = Row(id: tokens.count, application.applicant, submission, profile, pool, today)
      guard let row else { continue }
      rows.append(row.columns)
      applicants.append(
        ApplicantKey(
          province: profile.province, idType: application.applicant.idType, idNumber: application.applicant.idNumber))
      tokens.append(try await keys.sign(row.claims, kid: JWKIdentifier(string: kid)))
    }
    guard tokens.count == count else { throw Broken.tooFew(tokens.count) }
    self.tokens = tokens
    let lines = rows
    try await owner.transaction { transaction in
      try transaction.copyIn("COPY public.bench_row (id, start, answers, files) FROM STDIN") { writer in
        for line in lines { try writer.write(line) }
      }
      try transaction.script(
        """
        INSERT INTO review.notice_reading (province, id_type, id_number, profile_version, notice)
          SELECT start ->> 'province', start ->> 'id_type', start ->> 'id_number', start ->> 'profile_version', n.notice
          FROM public.bench_row, jsonb_object_keys((SELECT settings -> 'notices' FROM review.profile p
            WHERE p.province = start ->> 'province' AND p.version = start ->> 'profile_version')) AS n (notice);
        SELECT count(*) FROM public.bench_row, LATERAL review.intake_start(start) AS begun;
        SELECT count(s.version) FROM public.bench_row,
          review.intake_save(start ->> 'province', start ->> 'id_type', start ->> 'id_number', answers) AS s;
        SELECT count(review.intake_attach(start ->> 'province', start ->> 'id_type', start ->> 'id_number', f))
          FROM public.bench_row, jsonb_array_elements(files) AS f;
        """)
    }
    try await document(keys: applicants, owner: owner, today: today)
    try await owner.script("VACUUM ANALYZE")
  }

  /// What the endpoint will send for each of the drafts.
  private func document(keys: [ApplicantKey], owner: Connection, today: Day) async throws {
    let store = IntakeStore(connection: owner)
    for (id, key) in keys.enumerated() {
      guard let draft = try await store.draft(of: key) else { throw Broken.tooFew(id) }
      let agreed = CommitmentRecord(accepted: true, version: "1")
      let prepared = PreparedSubmission(
        draft: draft, profile: profile, locked: LockedFields(profile: profile, identity: draft.answers),
        commitment: agreed, today: today)
      guard let department = prepared.verdict.department else { throw Broken.tooFew(id) }
      let document = prepared.document(
        of: Filing.Identity(idType: key.idType, idNumber: key.idNumber, name: nil, phone: nil), department: department,
        agreed: agreed,
        idempotency: ["key": .string("k\(id)"), "fingerprint": "0123456789abcdef0123456789abcdef"],
        expecting: draft.version)
      try await owner.execute("UPDATE public.bench_row SET document = $2 WHERE id = $1", [id, document], prepare: true)
    }
  }

  enum Broken: Error { case tooFew(Int) }

  /// What a token says.
  struct Claims: JWTPayload {
    let iss: IssuerClaim
    let aud: AudienceClaim
    let exp: ExpirationClaim
    let iat: IssuedAtClaim
    let name, id_type, id_number, mobile: String
    let sex, birth_date: String?

    func verify(using algorithm: some JWTAlgorithm) throws {}
  }

  /// One person's draft.
  private struct Row {
    let columns: [String]
    let claims: Claims

    init?(
      id: Int, _ applicant: DemoApplicant, _ submission: DemoSubmission, _ profile: Profile, _ pool: DemoPicturePool,
      _ today: Day
    ) {
      let files = submission.attachments.compactMap { file -> Attachment? in
        pool[file.picture].map { Attachment(slot: file.slot, n: file.n, sha256: $0.sha256, facts: $0.facts) }
      }
      let verdict = profile.validate(
        answers: submission.answers, attachments: files, commitment: CommitmentRecord(accepted: true), today: today)
      guard verdict.isAcceptable else { return nil }
      let answers = verdict.answers
      let identity: [String: JSONValue] = [
        "province": .string(profile.province), "profile_version": .string(profile.version), "channel": "pc",
        "id_type": .string(applicant.idType), "id_number": .string(applicant.idNumber),
        "name": .string(applicant.name), "phone": .string(applicant.phone),
      ]
      var start = identity
      start["answers"] = .object(answers.values)
      let stored = files.map { file -> JSONValue in
        [
          "slot": .string(file.slot), "n": .integer(file.n), "sha256": .string(file.sha256),
          "bytes": .integer(file.bytes), "kind": .string(file.kind?.rawValue ?? "jpeg"),
          "facts": file.facts?.json ?? .null,
          "width": .integer(file.width), "height": .integer(file.height), "original_name": nil,
        ]
      }
      columns = [
        String(id), JSONValue.object(start).canonicalJSON, JSONValue.object(answers.values).canonicalJSON,
        JSONValue.array(stored).canonicalJSON,
      ]
      let now = Date()
      claims = Claims(
        iss: IssuerClaim(value: SubmissionFixture.issuer), aud: AudienceClaim(value: SubmissionFixture.audience),
        exp: ExpirationClaim(value: now.addingTimeInterval(7200)), iat: IssuedAtClaim(value: now),
        name: applicant.name, id_type: applicant.idType, id_number: applicant.idNumber, mobile: applicant.phone,
        sex: answers.text("identity.sex"), birth_date: answers.text("identity.birth_date"))
    }
  }
}
