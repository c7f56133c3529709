public import Domain
import Foundation

/// Takes in submissions that arrived on another channel: one JSON object a line, files beside it. The same rules and the same
/// transaction as for every other channel; a line that is wrong is refused whole and the others go in.
public struct SubmissionImporter: Sendable {
  /// What became of one line.
  public enum Outcome: Sendable {
    /// It went in, as this application and revision.
    case accepted(number: String, revision: Int)
    /// It did not, and why: at least one problem.
    case refused([Problem])
  }

  let store: ReviewStore
  let attachments: ContentStore
  let profiles: [Profile]
  let today: Day

  /// An importer that judges by `profiles`, as of `today`.
  public init(store: ReviewStore, attachments: ContentStore, profiles: [Profile], today: Day) {
    self.store = store
    self.attachments = attachments
    self.profiles = profiles
    self.today = today
  }

  /// Goes through a file, a line in memory at a time; blank lines are passed over.
  ///
  /// - Parameter each: hears of every line, counted from 1, in order.
  /// - Throws: when the file cannot be read or the database fails; what went in before stays in, and taking the file again is safe,
  ///   because a person has one open application.
  public func run(
    file path: String, each: @Sendable (_ line: Int, _ outcome: Outcome) async -> Void
  ) async throws(ImportFailure) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    var lines = try LineReader(path: path)
    while let line = try lines.next() {
      try Task.checkCancelled()
      if line.text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) { continue }
      let outcome: Outcome
      do { outcome = try await take(line.text, folder: folder) } catch { throw .store(line: line.number, error) }
      await each(line.number, outcome)
    }
  }

  /// Judges one line and submits it.
  func take(_ text: [UInt8], folder: URL) async throws(StoreFailure) -> Outcome {
    let submission: Submission
    do { submission = try Submission(parsing: Data(text)) } catch { return .refused(error.problems) }
    let profile: Profile
    switch submission.profile(on: today, among: profiles) {
    case .success(let found): profile = found
    case .failure(let failure): return .refused(failure.problems)
    }
    let files = submission.attachments.map { ArrivedFile($0, folder: folder) }
    let verdict = submission.validate(by: profile, attachments: files.map(\.attachment), today: today)
    guard verdict.isAcceptable, let department = verdict.department else { return .refused(verdict.errors) }

    var stored: [FiledFile] = []
    for file in files {
      switch file.store(in: attachments) {
      case .success(let filed): stored.append(filed)
      case .failure(let failure): return .refused(failure.problems)
      }
    }
    let answers = verdict.answers
    let filing = Filing(
      profile: profile, channel: submission.channel ?? profile.channels.first?.id ?? "import", department: department,
      identity: .init(
        idType: answers.text("identity.id_type"), idNumber: answers.text("identity.id_number"), name: nil,
        phone: answers.text("identity.mobile") ?? answers.text("personal.phone")),
      verdict: verdict, files: stored, commitment: profile.recorded(submission.commitment, channel: submission.channel))
    return try await submit(.object(filing.document))
  }

  private func submit(_ document: JSONValue) async throws(StoreFailure) -> Outcome {
    do {
      let receipt = try await store.submit(document)
      return .accepted(number: receipt.number, revision: receipt.revision)
    } catch {
      guard case .refused(let refusal) = error, refusal.word == .duplicateApplication else { throw error }
      return .refused([
        Problem(
          field: "identity.id_number", code: refusal.word.rawValue,
          text: Text(
            zh: "此人已有申报 \(refusal["number"] ?? "")，不能重复提交；请先查看该申报的状态。",
            en: "This person has an application already: \(refusal["number"] ?? "")."))
      ])
    }
  }
}

extension Task where Success == Never, Failure == Never {
  static func checkCancelled() throws(ImportFailure) {
    if isCancelled { throw .cancelled }
  }
}
