public import Foundation

extension Profile {
  /// Every profile that comes with the program, all versions, by province and first day of validity.
  public static let bundled: [Profile] = {
    do {
      return try load(folder: BundledData.profiles)
    } catch {
      // The profiles are part of the program, and a test reads every one of them.
      fatalError("The program's own profiles cannot be read; install it again.\n\(error)")
    }
  }()

  /// All profiles of a folder (`*.yaml`), with everything wrong in any of them.
  public static func load(folder: URL) throws(ProfileFailure) -> [Profile] {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    var profiles: [Profile] = []
    var findings: [ProfileFinding] = []
    for file in files.filter({ $0.pathExtension == "yaml" }).sorted(by: { $0.path < $1.path }) {
      do throws(ProfileFailure) { profiles.append(try load(file)) } catch { findings += error.findings }
    }
    if profiles.isEmpty, findings.isEmpty {
      findings.append(
        ProfileFinding(
          file: folder.path, line: 0, column: 0, path: "", text: Text(zh: "没有省级方案文件", en: "there are no profiles")))
    }
    guard findings.isEmpty else { throw ProfileFailure(findings: findings) }
    return profiles.sorted { ($0.province, $0.validFrom, $0.version) < ($1.province, $1.validFrom, $1.version) }
  }

  /// The profile of one file.
  public static func load(_ file: URL) throws(ProfileFailure) -> Profile {
    guard let data = try? Data(contentsOf: file), let yaml = String(data: data, encoding: .utf8) else {
      throw ProfileFailure(findings: [
        ProfileFinding(
          file: file.lastPathComponent, line: 0, column: 0, path: "",
          text: Text(zh: "文件无法读取，或不是 UTF-8", en: "the file cannot be read or is not UTF-8"))
      ])
    }
    return try ProfileReader.read(yaml, file: file.lastPathComponent)
  }

  /// The profile of a text; `name` stands for the file in findings.
  public static func parse(_ yaml: String, name: String) throws(ProfileFailure) -> Profile {
    try ProfileReader.read(yaml, file: name)
  }

  /// What is wrong with a file, in its order; empty = it can be used (`profile check FILE`).
  public static func check(_ file: URL) -> [ProfileFinding] {
    do throws(ProfileFailure) {
      _ = try load(file)
      return []
    } catch {
      return error.findings
    }
  }

  /// The version that new applications of a province use on a day; nil when there is none (R26).
  public static func current(_ province: String, on day: Day, among profiles: [Profile] = bundled) -> Profile? {
    profiles.last { $0.province == province && $0.validFrom <= day && $0.validTo.map { $0 >= day } != false }
  }

  /// A certain version of a province's profile, for an application that was filled under it.
  public static func version(_ version: String, of province: String, among profiles: [Profile] = bundled) -> Profile? {
    profiles.first { $0.province == province && $0.version == version }
  }
}
