import Domain
import Foundation
import Store

extension HTTPExchange {
  /// Whose request it is.
  func key() throws -> ApplicantKey {
    let applicant = try applicant()
    return ApplicantKey(
      province: applicant.province, idType: applicant.idType, idNumber: applicant.idNumber, session: applicant.session)
  }

  /// The same, whatever the session.
  func person() throws -> ApplicantKey {
    let applicant = try applicant()
    return ApplicantKey(province: applicant.province, idType: applicant.idType, idNumber: applicant.idNumber)
  }

  /// Lends a connection for what takes a row of the applicant's: in turn, see `Database.change`.
  ///
  /// - Parameter apart: for what ends sessions, which waits behind nothing else.
  func change<T: Sendable>(
    apart: Bool = false, _ body: @Sendable (IntakeStore) async throws -> T
  ) async throws -> T {
    try await services.database.change(of: person(), from: address, apart: apart, body)
  }

  /// Whom what is asked for here is done for, among others who wait.
  func place() throws -> FairPlace { FairPlace(of: try person(), from: address) }

  /// The applicant's application, with the edition of the form that it is filled under.
  func draft() async throws -> (ApplicationDraft, Profile) {
    let key = try key()
    guard let draft = try await services.database.perform({ try await $0.draft(of: key) }) else {
      throw ProblemDetails.noApplication
    }
    return (draft, try await form(of: draft))
  }

  /// The edition of the form that a draft is filled under.
  func form(of draft: ApplicationDraft) async throws -> Profile {
    try await services.profile(draft.profileVersion, of: applicant().province)
  }

  /// The answers of a draft with what the identity says now, as they are shown everywhere, judged, and stored with the next save.
  func shown(_ draft: ApplicationDraft, under profile: Profile) throws -> Answers {
    LockedFields(profile: profile, identity: try applicant().answers).imposed(on: draft.answers)
  }

  /// A draft, judged as the applicant's submission of today.
  ///
  /// - Parameter commitment: nil where only the rest is to be judged.
  func prepared(
    _ draft: ApplicationDraft, under profile: Profile, commitment: CommitmentRecord? = nil
  ) throws -> PreparedSubmission {
    PreparedSubmission(
      draft: draft, profile: profile, locked: LockedFields(profile: profile, identity: try applicant().answers),
      commitment: commitment, today: services.today)
  }

  /// The way in that the body names, else the profile's first.
  func channel(of profile: Profile) throws -> Channel {
    guard let channel = profile.channel(json["channel"]?.string) else {
      let known = profile.channels.map(\.id).joined(separator: ", ")
      throw ProblemDetails(
        .malformedRequest, Text(zh: "没有这个申报渠道，可用：\(known)。", en: "There is no such channel; there are: \(known)."),
        errors: [
          .init(pointer: "/channel", code: "unknown_code", detail: Text(zh: "可用：\(known)", en: "One of \(known)"))
        ])
    }
    return channel
  }

  /// The agreement in the body; nil where it is left out.
  var commitment: CommitmentRecord? {
    guard let value = json["commitment"], let accepted = value["accepted"]?.bool else { return nil }
    return CommitmentRecord(accepted: accepted, version: value["version"]?.string)
  }
}

extension ProblemDetails {
  static let noApplication = ProblemDetails(
    .noApplication,
    Text(
      zh: "您还没有申报。请先阅读须知（POST …/application/notice），再开始填报（POST …/application）。",
      en: "You have no application yet: read the notice (POST …/application/notice), then start (POST …/application)."))
}

extension HTTPExchange {
  /// The draft with every file looked at: one that another channel brought has not been, here.
  func inspected(_ draft: ApplicationDraft) async throws -> ApplicationDraft {
    guard draft.attachments.contains(where: { $0.facts == nil }) else { return draft }
    var files: [DraftAttachment] = []
    for file in draft.attachments {
      guard file.facts == nil else {
        files.append(file)
        continue
      }
      let path = services.contents.path(of: file.sha256, as: file.kind)
      files.append(file.with(facts: try await services.inspection.facts(of: path ?? "", for: place())))
    }
    return draft.with(attachments: files)
  }
}

extension DraftAttachment {
  fileprivate func with(facts: PictureFacts) -> DraftAttachment {
    DraftAttachment(
      slot: slot, n: n, sha256: sha256, facts: facts, kind: kind, bytes: bytes, originalName: originalName,
      addedAt: addedAt)
  }
}
