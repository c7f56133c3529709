public import Foundation
import Synchronization

/// The provinces' profiles in a folder (`*.yaml`). A province's are read when they are first asked for, and a file that cannot be used stops
/// none of the others.
public final class ProfileFolder: Sendable {
  private let standards: Standards
  private let folder: URL
  /// In the order of their names.
  private let files: [URL]
  private let read = Mutex<[URL: Result<Profile, ProfileFailure>]>([:])
  /// What a file says of itself in a line of its own, before it is read.
  private let provinces: [URL: String]

  /// Looks in its files for the line that names the province, and takes none of them apart.
  public init(_ folder: URL, by standards: Standards) {
    self.standards = standards
    self.folder = folder
    files = ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
      .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
    provinces = files.reduce(into: [:]) { provinces, file in
      guard let yaml = try? String(contentsOf: file, encoding: .utf8) else { return }
      provinces[file] = yaml.firstMatch(of: /(?m)^province: *"?([a-z]+)"?\s*$/).map { String($0.1) }
    }
  }

  /// All versions of all provinces, by province and first day of validity.
  public var all: [Profile] { profiles(of: files) }

  /// All versions of one, by first day of validity.
  public func versions(of province: String) -> [Profile] {
    profiles(of: files.filter { provinces[$0] == nil || provinces[$0] == province }).filter { $0.province == province }
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
    guard !files.isEmpty else {
      return [
        ProfileFinding(
          file: folder.path, line: 0, column: 0, path: "", text: Text(zh: "没有省级方案文件", en: "there are no profiles"))
      ]
    }
    return files.flatMap { file -> [ProfileFinding] in
      if case .failure(let failure) = profile(file) { failure.findings } else { [] }
    }
  }

  private func profiles(of files: [URL]) -> [Profile] {
    files.compactMap { try? profile($0).get() }
      .sorted { ($0.province, $0.validFrom, $0.version) < ($1.province, $1.validFrom, $1.version) }
  }

  private func profile(_ file: URL) -> Result<Profile, ProfileFailure> {
    read.withLock { read in
      if let known = read[file] { return known }
      let result = Result { () throws(ProfileFailure) in try Profile.load(file, by: standards) }
      read[file] = result
      return result
    }
  }
}
