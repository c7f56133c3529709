import Testing

@testable import TestSupport

/// The scanner by which statements are found in the sources.
@Suite struct SourceCallTests {
  @Test("calls with their arguments, however literals, interpolations and comments are nested")
  func calls() throws {
    let source = ##"""
      func one<T: Sendable>(_ name: String, _ sql: String) -> T { }
      // transaction.query("SELECT 1")
      let text = "query(\(f("a, (b", [1, 2])), name: \"x\")"
      try transaction.query(
        """
        SELECT '(' || \(columns(of: ")", 1)) FROM t
        """, [number, [a, b]], name: "with (brackets), and commas"
      ).map { $0.first(1) }
      let raw = #"one("\#(x)")"#
      one("last")
      """##
    let calls = SourceCall.all(in: source)
    #expect(calls.map(\.function) == ["one", "query", "first", "one"])
    #expect(calls.map(\.line) == [1, 4, 8, 10])
    #expect(calls.map(\.isDeclaration) == [true, false, false, false])
    #expect(calls.map(\.isMember) == [false, true, true, false])
    #expect(calls[0].arguments == ["_ name: String", "_ sql: String"])
    #expect(Array(calls[1].arguments.dropFirst()) == ["[number, [a, b]]", #"name: "with (brackets), and commas""#])
    #expect(calls[3].arguments == [#""last""#])
  }
}
