import ConnectionGuard
import Domain
import HTTPTypes
import Hummingbird
import NIOCore

extension HTTPExchange {
  /// The media type without parameters, in small letters; nil when there is none.
  var contentType: String? {
    head.headerFields[.contentType]?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
  }

  /// The size that the client announced; nil when it comes in chunks.
  var contentLength: Int? { head.headerFields[.contentLength].flatMap { Int($0) } }

  /// The body as a JSON object of the schema.
  func readJSON(_ schema: Schema, limit: Int) async throws -> [String: JSONValue] {
    guard contentType == "application/json", isNotEncoded else {
      throw ProblemDetails(
        .unsupportedMediaType,
        Text(
          zh: "请以 Content-Type: application/json 发送，不要压缩。",
          en: "Send it as Content-Type: application/json, not compressed."))
    }
    let bytes = try await readBytes(limit: limit)
    let value: JSONValue
    do { value = try JSONValue(strictly: bytes) } catch {
      throw ProblemDetails(.malformedJSON, error.text, members: ["offset": .integer(error.offset)])
    }
    guard case .object(let members) = value else {
      throw ProblemDetails(.malformedJSON, Text(zh: "请求内容应是一个 JSON 对象。", en: "The body must be a JSON object."))
    }
    let entries = schema.problems(in: value)
    guard entries.isEmpty else { throw ProblemDetails(.malformedRequest, errors: entries) }
    return members
  }

  /// The body comes as it is: nobody here unpacks what was compressed.
  var isNotEncoded: Bool {
    head.headerFields[values: .contentEncoding].allSatisfy { $0.lowercased() == "identity" }
  }

  private func readBytes(limit: Int) async throws -> [UInt8] {
    var meter = try BodyMeter(limit: limit, announced: contentLength)
    var bytes: [UInt8] = []
    for try await part in bodyStream {
      try meter.take(part.readableBytes)
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }
}

extension JSONFailure {
  fileprivate var text: Text {
    switch kind {
    case .syntax: Text(zh: "JSON 的写法有误（第 \(offset) 字节处）。", en: "The JSON is broken at byte \(offset).")
    case .encoding: Text(zh: "内容不是 UTF-8 编码。", en: "The text is not UTF-8.")
    case .nul: Text(zh: "文字里不能有空字符（U+0000）。", en: "A text must not hold U+0000.")
    case .surrogate: Text(zh: "文字里有不成对的代理项。", en: "A text holds half of a surrogate pair.")
    case .depth: Text(zh: "JSON 嵌套太深。", en: "The JSON is nested too deeply.")
    case .duplicate: Text(zh: "同一个对象里有重名的成员。", en: "An object has the same member twice.")
    case .number: Text(zh: "数字太大。", en: "A number is too large.")
    }
  }
}
