import Foundation
import Testing

@testable import ReviewConsole

@Suite("Printed reference")
struct CommandReferenceTests {
  /// `REVIEW_UPDATE_DOCS=1 swift test --filter CommandReferenceTests` writes the page anew.
  @Test func pageIsWhatTheTableSays() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/commands.md")
      .standardized
    let wanted = CommandReference.markdown(.standard)
    if ProcessInfo.processInfo.environment["REVIEW_UPDATE_DOCS"] != nil {
      try wanted.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == wanted)
  }

  @Test func everyCommandIsOnThePageByBothNames() {
    let page = CommandReference.markdown(.standard)
    for spec in CommandTable.standard.specs { #expect(page.contains("## `\(spec.name)` \(spec.chinese)\n")) }
  }
}
