public import Foundation

extension Profile {
  /// The profile of one file.
  public static func load(_ file: URL, by standards: Standards) throws(ProfileFailure) -> Profile {
    try ProfileReader.read(try content(of: file), file: file.lastPathComponent, by: standards)
  }

  /// The text of a file, of which nothing else is known.
  public static func content(of file: URL) throws(ProfileFailure) -> String {
    guard let data = try? Data(contentsOf: file), let yaml = String(data: data, encoding: .utf8) else {
      throw ProfileFailure(findings: [
        ProfileFinding(
          file: file.lastPathComponent, line: 0, column: 0, path: "",
          text: Text(zh: "文件无法读取，或不是 UTF-8", en: "the file cannot be read or is not UTF-8"))
      ])
    }
    return yaml
  }

  /// The profile of a text; `name` stands for the file in findings.
  public static func parse(_ yaml: String, name: String, by standards: Standards) throws(ProfileFailure) -> Profile {
    try ProfileReader.read(yaml, file: name, by: standards)
  }

  /// What is wrong with a file, in its order; empty = it can be used (`profile check FILE`).
  public static func check(_ file: URL, by standards: Standards) -> [ProfileFinding] {
    do throws(ProfileFailure) {
      _ = try load(file, by: standards)
      return []
    } catch {
      return error.findings
    }
  }
}

extension [Profile] {
  /// The version that new applications of a province use on a day, of profiles in the order of their first days; nil when there is none (R26).
  public func current(_ province: String, on day: Day) -> Profile? {
    last { $0.province == province && $0.validFrom <= day && $0.validTo.map { $0 >= day } != false }
  }

  /// A certain version of a province's profile, for an application that was filled under it.
  public func version(_ version: String, of province: String) -> Profile? {
    first { $0.province == province && $0.version == version }
  }
}
