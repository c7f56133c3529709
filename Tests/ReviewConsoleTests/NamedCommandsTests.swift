import Domain
import Foundation
import Testing

@testable import ReviewConsole

/// What the screens tell people to type: in a Chinese sentence the Chinese names, the English ones behind in brackets, both as the table has them.
@Suite struct NamedCommandsTests {
  /// English name → Chinese name, with the steps of `database`.
  private static let names: [String: String] = {
    let specs = CommandTable.standard.specs.map { ($0.name, $0.chinese) }
    let steps = DatabaseCommand.Step.allCases.map { ("database \($0.rawValue)", "数据库 \($0.choice.chinese)") }
    return Dictionary(specs + steps + [("staff list", "人员 列表")]) { first, _ in first }
  }()

  /// Lines of the sources, as far as they are Chinese: before `en:`, without comments.
  private static func sentences() throws -> [(place: String, text: String)] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized.path
    var found: [(place: String, text: String)] = []
    for module in ["ReviewConsole", "Store", "Reports"] {
      for file in try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(module)")
      where file.hasSuffix(".swift") {
        let source = try String(contentsOfFile: "\(root)/\(module)/\(file)", encoding: .utf8)
        for (line, text) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          let chinese = String(text.prefix(upTo: text.firstRange(of: "en: \"")?.lowerBound ?? text.endIndex))
          guard chinese.contains(/\p{Han}/), !chinese.contains(/^\s*\/\//) else { continue }
          found.append(("\(file):\(line + 1)", chinese))
        }
      }
    }
    return found
  }

  @Test("a command named in a Chinese sentence is named as it is called, the English name behind")
  func commands() throws {
    var named = 0
    for (place, text) in try Self.sentences() {
      for match in text.matches(of: /（([a-z]+(?: [a-z]+)?)(?: --[a-z]+)?[），]/) {
        guard let chinese = Self.names[String(match.1)] else { continue }
        named += 1
        #expect(text[..<match.range.lowerBound].contains(chinese), "\(place): \(match.1) 是 \(chinese)")
      }
      for match in text.matches(of: /([a-z]+(?: [a-z]+)?)(?: [^\s（）。；，、"]+)*（\p{Han}/) {
        #expect(Self.names[String(match.1)] == nil, "\(place): \(match.0)")
      }
    }
    #expect(named > 50)
  }

  @Test("options are named in Chinese where they are the console's")
  func options() throws {
    // Options of the program itself, at the shell, have English names only.
    let own: Set = ["--database", "--user", "--debug", "--reset", "--help", "--markdown", "--enable"]
    for (place, text) in try Self.sentences()
    where !text.contains("ArgumentHelp") && !place.hasPrefix("Session/ProgramArguments") {
      for match in text.matches(of: /(（?[a-z ]*)(--[a-z-]+)/)
      where !own.contains(String(match.2)) && !match.1.hasPrefix("（") {
        Issue.record("\(place): \(match.0)")
      }
    }
  }
}
