import Foundation
import Testing

/// The transcripts of `docs/journeys.md`: what a reader pastes, and what they are told to expect.
struct Journey: Sendable, CustomTestStringConvertible {
  let title: String
  /// All shell blocks of the section, after those before the first section.
  let script: String
  /// `422 locked_field` and the like, from the comments, in order.
  let refusals: [String]

  var testDescription: String { title }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized.path

  static let all: [Journey] = {
    let text = (try? String(contentsOfFile: root + "/docs/journeys.md", encoding: .utf8)) ?? ""
    let sections = text.split(separator: "\n## ", omittingEmptySubsequences: false)
    let preamble = shell(String(sections.first ?? ""))
    return sections.dropFirst().map { section in
      let script = shell(String(section))
      return Journey(
        title: String(section.prefix { $0 != "\n" }), script: preamble + script,
        refusals: script.split(separator: "\n").compactMap { line in
          guard let comment = line.range(of: "  # ") else { return nil }
          let words = line[comment.upperBound...].split(separator: " ")
          guard words.count > 1, let status = Int(words[0]), (400...499).contains(status) else { return nil }
          return String(words[1].filter { $0.isLetter || $0 == "_" })
        })
    }
  }()

  /// All shell blocks of a text, one behind the other.
  static func shell(_ markdown: String) -> String {
    markdown.components(separatedBy: "```sh\n").dropFirst().map { $0.components(separatedBy: "```")[0] }.joined()
  }
}
