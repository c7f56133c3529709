public import Foundation

extension Profile {
  /// Every profile that comes with the program and can be used, all versions, by province and first day of validity. One province's are to be had
  /// sooner (`ProfileFolder.versions(of:)`).
  public static var bundled: [Profile] { ProfileFolder.bundled.all }

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
  /// Without `profiles`: among those that come with the program.
  public static func current(_ province: String, on day: Day, among profiles: [Profile]? = nil) -> Profile? {
    (profiles ?? ProfileFolder.bundled.versions(of: province)).last {
      $0.province == province && $0.validFrom <= day && $0.validTo.map { $0 >= day } != false
    }
  }

  /// A certain version of a province's profile, for an application that was filled under it.
  public static func version(_ version: String, of province: String, among profiles: [Profile]? = nil) -> Profile? {
    (profiles ?? ProfileFolder.bundled.versions(of: province)).first {
      $0.province == province && $0.version == version
    }
  }
}
