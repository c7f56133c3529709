import Domain
import Foundation
import TestSupport

extension TestProcess {
  /// The console that was built with these tests.
  static let reviewConsole = built("review-console")
}

extension TestProcess.Result {
  /// Standard output as one JSON document; fails when there is anything else on it.
  func document() throws -> JSONValue { try JSONValue(strictly: Array(output.utf8)) }

  /// Likewise, as a value of that type.
  func document<T: Decodable>(as type: T.Type) throws -> T {
    try JSONDecoder().decode(type, from: Data(output.utf8))
  }

  /// The last of several JSON documents on standard output.
  func lastDocument() throws -> JSONValue {
    var rest = output[...]
    while !rest.isEmpty {
      if let value = try? JSONValue(strictly: Array(rest.utf8)) { return value }
      rest = rest.firstIndex(of: "\n").map { rest[rest.index(after: $0)...] } ?? ""
    }
    throw CocoaError(.fileReadCorruptFile)
  }

  /// `error.code` of the JSON error that ends standard error; nil when it does not end with one.
  var errorCode: String? {
    struct Report: Decodable {
      struct Failure: Decodable { let code, message: String }
      let error: Failure
    }
    guard let line = talk.split(separator: "\n").last else { return nil }
    return (try? JSONDecoder().decode(Report.self, from: Data(line.utf8)))?.error.code
  }
}
