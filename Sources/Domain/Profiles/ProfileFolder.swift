public import Foundation
import Synchronization

/// The provinces' profiles: those in a folder (`*.yaml`), and those that a database adds. A province's are read when they are first asked
/// for, and a file that cannot be used stops none of the others.
public final class ProfileFolder: Sendable {
  private let standards: Standards
  private let folder: URL
  /// In the order of their names, then as they were added.
  private let sources: [Source]

  /// A file, read once.
  private final class Source: Sendable {
    /// What it says of itself in a line of its own, before it is read; nil where it says nothing.
    let province: String?
    private let read: @Sendable () throws(ProfileFailure) -> Profile
    private let known = Mutex<Result<Profile, ProfileFailure>?>(nil)

    init(province: String?, _ read: @escaping @Sendable () throws(ProfileFailure) -> Profile) {
      self.province = province
      self.read = read
    }

    var profile: Result<Profile, ProfileFailure> {
      known.withLock { known in
        if let known { return known }
        let result = Result { () throws(ProfileFailure) in try read() }
        known = result
        return result
      }
    }
  }

  /// Looks in its files for the line that names the province, and takes none of them apart.
  public init(_ folder: URL, by standards: Standards) {
    self.standards = standards
    self.folder = folder
    sources = ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
      .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }.map { file in
        let yaml = try? String(contentsOf: file, encoding: .utf8)
        let province = yaml?.firstMatch(of: /(?m)^province: *"?([a-z]+)"?\s*$/).map { String($0.1) }
        return Source(province: province) { () throws(ProfileFailure) in try Profile.load(file, by: standards) }
      }
  }

  private init(_ other: ProfileFolder, with files: [ProfileFile]) {
    let standards = other.standards
    self.standards = standards
    folder = other.folder
    sources =
      other.sources
      + files.map { file in
        Source(province: file.province) { () throws(ProfileFailure) in
          try Profile.parse(file.content, name: file.name, by: standards)
        }
      }
  }

  /// These and more; one with the province and version of another stands for it.
  func adding(_ files: [ProfileFile]) -> ProfileFolder {
    files.isEmpty ? self : ProfileFolder(self, with: files)
  }

  /// All versions of all provinces, by province and first day of validity.
  public var all: [Profile] { profiles(of: sources) }

  /// All versions of one, by first day of validity.
  public func versions(of province: String) -> [Profile] {
    profiles(of: sources.filter { $0.province == nil || $0.province == province }).filter { $0.province == province }
  }

  /// The version that new applications of a province use on a day; nil when there is none (R26).
  public func current(_ province: String, on day: Day) -> Profile? {
    versions(of: province).current(province, on: day)
  }

  /// A certain version of a province's profile, for an application that was filled under it.
  public func version(_ version: String, of province: String) -> Profile? {
    versions(of: province).version(version, of: province)
  }

  /// All that is wrong with any file, which is left out of the others; empty: nothing is.
  public var findings: [ProfileFinding] {
    guard !sources.isEmpty else {
      return [
        ProfileFinding(
          file: folder.path, line: 0, column: 0, path: "", text: Text(zh: "没有省级方案文件", en: "there are no profiles"))
      ]
    }
    return sources.flatMap { source -> [ProfileFinding] in
      if case .failure(let failure) = source.profile { failure.findings } else { [] }
    }
  }

  private func profiles(of sources: [Source]) -> [Profile] {
    let read = sources.compactMap { try? $0.profile.get() }
    let last = Dictionary(read.enumerated().map { ([$1.province, $1.version], $0) }, uniquingKeysWith: { $1 })
    return read.enumerated().filter { last[[$1.province, $1.version]] == $0 }.map(\.element)
      .sorted { ($0.province, $0.validFrom, $0.version) < ($1.province, $1.validFrom, $1.version) }
  }
}
