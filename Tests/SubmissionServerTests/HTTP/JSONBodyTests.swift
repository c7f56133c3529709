import Domain
import Testing

@testable import SubmissionServer

/// Bodies that are no JSON, or not the JSON that was asked for: each is refused with a code, none reaches the route.
@Suite(.timeLimit(.minutes(30)))
struct JSONBodyTests {
  private static let schema = Schema.object(
    [
      "name": Schema(["type": "string", "maxLength": 5]), "count?": .integer,
      "rows?": .array(.object(["a?": .boolean])),
    ],
    closed: true)
  private static let routes = [
    Route(
      "echo", .post, "/echo", Text(zh: "", en: ""), body: .json(schema, limit: 20_000),
      answers: [.init(.ok, "", .json(.any))]
    ) { exchange in .json(.object(exchange.json)) }
  ]

  static let broken: [(String, [UInt8], String)] = [
    ("nothing", [], "malformed_json"), ("word", Array("hello".utf8), "malformed_json"),
    ("cut", Array(#"{"name":"a""#.utf8), "malformed_json"), ("comma", Array(#"{"name":"a",}"#.utf8), "malformed_json"),
    ("quotes", Array("{'name':'a'}".utf8), "malformed_json"), ("comment", Array("{}//".utf8), "malformed_json"),
    ("two", Array("{}{}".utf8), "malformed_json"), ("array", Array("[]".utf8), "malformed_json"),
    ("null", Array("null".utf8), "malformed_json"), ("text", Array(#""a""#.utf8), "malformed_json"),
    ("NaN", Array(#"{"name":NaN}"#.utf8), "malformed_json"), ("plus", Array(#"{"count":+1}"#.utf8), "malformed_json"),
    ("zero", Array(#"{"count":01}"#.utf8), "malformed_json"), ("point", Array(#"{"count":1.}"#.utf8), "malformed_json"),
    ("huge", Array(#"{"count":1e999}"#.utf8), "malformed_json"),
    ("digits", Array("{\"count\":\(String(repeating: "9", count: 5000))}".utf8), "malformed_json"),
    ("NUL", Array(#"{"name":"\u0000"}"#.utf8), "malformed_json"),
    ("raw NUL", Array("{\"name\":\"\u{0}\"}".utf8), "malformed_json"),
    ("control", Array("{\"name\":\"\n\"}".utf8), "malformed_json"),
    ("high surrogate", Array(#"{"name":"\ud800"}"#.utf8), "malformed_json"),
    ("low surrogate", Array(#"{"name":"\udc00"}"#.utf8), "malformed_json"),
    ("wrong pair", Array(#"{"name":"\ud800\u0041"}"#.utf8), "malformed_json"),
    ("raw surrogate", Array(#"{"name":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8), "malformed_json"),
    ("Latin 1", Array(#"{"name":""#.utf8) + [0xE9] + Array(#""}"#.utf8), "malformed_json"),
    ("overlong", Array(#"{"name":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8), "malformed_json"),
    ("BOM", [0xEF, 0xBB, 0xBF] + Array(#"{"name":"a"}"#.utf8), "malformed_json"),
    ("UTF-16", [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], "malformed_json"),
    ("twice", Array(#"{"name":"a","name":"b"}"#.utf8), "malformed_json"),
    ("escape", Array(#"{"name":"\x41"}"#.utf8), "malformed_json"),
    ("deep", Array("{\"rows\":\(String(repeating: "[", count: 9000))".utf8), "malformed_json"),
    (
      "deep and closed",
      Array(("{\"rows\":" + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}").utf8),
      "malformed_json"
    ),
    ("missing", Array("{}".utf8), "malformed_request"), ("type", Array(#"{"name":1}"#.utf8), "malformed_request"),
    ("null member", Array(#"{"name":null}"#.utf8), "malformed_request"),
    ("fraction", Array(#"{"name":"a","count":1.5}"#.utf8), "malformed_request"),
    ("beyond Int", Array(#"{"name":"a","count":99999999999999999999}"#.utf8), "malformed_request"),
    ("text for a number", Array(#"{"name":"a","count":"1"}"#.utf8), "malformed_request"),
    ("inner type", Array(#"{"name":"a","rows":[{"a":1}]}"#.utf8), "malformed_request"),
    ("object for a list", Array(#"{"name":"a","rows":{}}"#.utf8), "malformed_request"),
    ("unknown", Array(#"{"name":"a","admin":true}"#.utf8), "malformed_request"),
    ("prototype", Array(#"{"name":"a","__proto__":{}}"#.utf8), "malformed_request"),
    ("overlong text", Array("{\"name\":\"\(String(repeating: "字", count: 6))\"}".utf8), "malformed_request"),
    ("large", Array("{\"name\":\"\(String(repeating: "a", count: 30_000))\"}".utf8), "content_too_large"),
  ]

  @Test func everyBrokenBodyIsRefused() async throws {
    try await TestEndpoint.with(routes: Self.routes) { endpoint in
      for (name, body, code) in Self.broken {
        let answer = try await endpoint.send("POST", "/echo", body: body, headers: ["Content-Type": "application/json"])
        #expect(answer.code == code, "\(name): \(answer.status)")
        #expect((400..<500).contains(answer.status), "\(name)")
      }
      let wrong = try await endpoint.send(
        "POST", "/echo", json: ["name": "abcdef", "rows": [["a": 1], ["b~/": 2]], "x/y": 1])
      #expect(
        wrong.json["errors"]?.array?.compactMap { $0["pointer"]?.string } == ["/name", "/rows/0/a", "/x~1y"])
    }
  }

  @Test func whatIsFineArrivesAsItWas() async throws {
    try await TestEndpoint.with(routes: Self.routes) { endpoint in
      let body = Array(#" { "name" : "\ud83d\ude00\u5f20\/" , "count":-12, "rows": [ {"a" : true} ] } "#.utf8)
      let answer = try await endpoint.send(
        "POST", "/echo", body: body, headers: ["Content-Type": "application/json; charset=utf-8"])
      #expect(answer.json == ["name": "😀张/", "count": -12, "rows": [["a": true]]])
      for type in [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "",
      ] {
        let refused = try await endpoint.send("POST", "/echo", body: body, headers: ["Content-Type": type])
        #expect(refused.status == 415, "\(type)")
      }
      let zipped = try await endpoint.send(
        "POST", "/echo", body: body, headers: ["Content-Type": "application/json", "Content-Encoding": "gzip"])
      #expect(zipped.status == 415)
    }
  }
}
