import Domain
import Foundation
import Testing

@Suite struct JSONValueTests {
  private func read(_ text: String) throws -> JSONValue {
    try JSONValue(strictly: Array(text.utf8))
  }

  @Test(arguments: [
    ("null", JSONValue.null), ("true", true), ("\"1\"", "1"), ("1", 1), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775807", .integer(.max)), ("1.5", .number(1.5)),
    ("[1,[],{}]", .array([1, .array([]), .object([:])])),
    ("{\"a\":{\"b\":null}}", .object(["a": .object(["b": .null])])),
    ("\"\\u0001\\ud83d\\ude42\"", "\u{1}🙂"),
  ])
  func reads(text: String, value: JSONValue) throws {
    #expect(try read(text) == value)
    #expect(try read(value.canonicalJSON) == value)
  }

  @Test func hugeAndBrokenIsRefusedWithoutACrash() throws {
    if case .number = try read("123456789012345678901234567890") {} else { Issue.record("a huge integer is a number") }
    for text in ["1e999", "[", "{\"a\"}", "\u{0}", "", "nul", "01", "\"\\ud83d\"", "{\"a\":1"] {
      #expect(throws: (any Error).self) { try read(text) }
    }
    #expect(throws: (any Error).self) { try read(String(repeating: "[", count: 100_000)) }
    #expect(throws: (any Error).self) {
      try read(String(repeating: "{\"a\":", count: 20_000) + "1" + String(repeating: "}", count: 20_000))
    }
  }

  @Test func canonicalFormIsOrderedByBytes() {
    let value: JSONValue = [
      "b": 1, "a": ["z": nil, "é": "\u{1}\"\\\n\t", "Z": .number(.infinity)], "汉": [true, false],
    ]
    #expect(value.canonicalJSON == #"{"a":{"Z":null,"z":null,"é":"\u0001\"\\\n\t"},"b":1,"汉":[true,false]}"#)
  }

  @Test func identicalIsStricterThanEqual() {
    let (sign, letter): (JSONValue, JSONValue) = ("\u{212A}", "K")
    #expect(sign == letter && !sign.isIdentical(to: letter))
    let value: JSONValue = ["a": [1, "甲", nil, ["b": true]], "c": 2]
    #expect(value.isIdentical(to: value))
    for other in [
      ["a": [1, "甲", nil, ["b": false]], "c": 2], ["a": [1, "甲", nil], "c": 2], ["a": [1, "甲", nil, ["b": true]]],
      ["a": [1, "甲", nil, ["b": true]], "d": 2], [], nil,
    ] as [JSONValue] {
      #expect(!value.isIdentical(to: other) && !other.isIdentical(to: value))
    }
    for (one, other) in [
      ([sign], [letter]), (["x": sign], ["x": letter]), (["\u{212A}": 1], ["K": 1]),
    ] as [(JSONValue, JSONValue)] {
      #expect(one == other && !one.isIdentical(to: other))
    }
  }

  @Test func answersAndProblemsTravel() throws {
    let text = #"{"identity.name":"甲","qualifications":[{"level":"1"}],"work.has_unit":false,"x":null}"#
    let answers = Answers(try #require(try read(text).object))
    #expect(answers.text("identity.name") == "甲" && answers.flag("work.has_unit") == false)
    #expect(answers["x"] == nil && answers["y"] == nil && answers.text("work.has_unit") == nil)
    #expect(answers.list("qualifications") == [["level": "1"]])
    #expect(answers.canonicalJSON == text)

    let problem = Problem(field: "photo", code: "too_small", severity: .warning, message: "小")
    #expect(Problem(problem.json) == problem)
    for broken in [[], ["field": "photo"], ["field": "a", "code": "b", "severity": "c", "message": "d"]] as [JSONValue]
    {
      #expect(Problem(broken) == nil)
    }
  }
}
