/// One thing wrong with a profile's file.
public struct ProfileFinding: Hashable, Sendable, CustomStringConvertible {
  /// The file's name as it was given.
  public let file: String
  /// From 1; 0 when it concerns the whole file.
  public let line: Int
  /// From 1.
  public let column: Int
  /// Where in the file's tree, as `sections.basic.fields.personal.country.required`.
  public let path: String
  /// What is wrong and what was expected.
  public let text: Text

  /// `zhejiang.yaml:42:7: sections.basic.fields.x: …`, Chinese first.
  public var description: String { line(.zh) }

  /// The same in one language.
  public func line(_ language: Language) -> String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return path.isEmpty ? "\(place): \(text(language))" : "\(place): \(path): \(text(language))"
  }
}

/// A profile that cannot be used, with everything that is wrong in it.
public struct ProfileFailure: Error, Sendable, CustomStringConvertible {
  /// In the order of the file.
  public let findings: [ProfileFinding]

  /// One finding a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
