import Domain
import Store

/// What differs between a revision and the one before.
struct RevisionChanges: Sendable {
  /// A file, wherever its row stands.
  struct File: Hashable, Sendable {
    let slot: String
    /// As `StoredAttachment.n`.
    let n: Int
  }

  /// Field id to `added`, `removed` or `changed`, as `ReviewStore.changedFields` names them.
  var fields: [String: String] = [:]
  var files: [ReviewStore.ChangedFile] = []

  var isEmpty: Bool { fields.isEmpty && files.isEmpty }
  var fileSet: Set<File> { Set(files.map { File(slot: $0.slot, n: $0.n) }) }

  /// By target, as the revision on the screen names rows and files; a file of a row that is gone by its slot.
  func byTarget(_ view: SubmissionView) -> [(target: String, change: String)] {
    let files = files.map { file in
      let place = view.place(slot: file.slot, n: file.n) ?? 1
      return (target: place > 1 ? "\(file.slot)/\(place)" : file.slot, change: file.change)
    }
    return (fields.map { (target: $0.key, change: $0.value) } + files).sorted {
      ($0.target, $0.change) < ($1.target, $1.change)
    }
  }

  /// What is called changed, each once.
  func labels(_ view: SubmissionView) -> [Text] {
    byTarget(view).map { target, change in
      // A row that is gone is named by its place in the revision before.
      guard change == "removed", target.hasSuffix("]"), view.profile?.list(Profile.target(of: target)) != nil else {
        return view.label(target)
      }
      return view.profile?.label(target, row: 0, place: nil) ?? view.label(target)
    }
  }
}
