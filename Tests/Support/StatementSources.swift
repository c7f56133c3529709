import Foundation

/// The statements of a module as its sources name them, so that no list of them is kept by hand.
///
/// A statement is a call of `Connection` or `Transaction` with `name: "…"`, or of a function that passes name and SQL on to one of them and
/// begins with `_ name: String, _ sql: String` (or `_ statement`).
package struct StatementSources {
  /// Where each name stands: `ReviewStore+Open.swift:12`.
  package private(set) var places: [String: [String]] = [:]
  /// Calls without a name that can be read, and names that two statements share.
  package private(set) var problems: [String] = []

  /// What carries out SQL.
  private static let members: Set = ["query", "execute", "script", "stream", "batches", "copyIn"]

  /// Reads `Sources/MODULE`.
  ///
  /// - Parameter folders: those of it that are left out; see the test that does it for why.
  package init(module: String, without folders: String...) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/\(module)")
      .standardized
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
      path.hasSuffix(".swift") && !folders.contains { path.hasPrefix($0 + "/") }
    }
    let files = try paths.sorted().map { path in
      (
        name: URL(filePath: path).lastPathComponent,
        calls: SourceCall.all(in: try String(contentsOf: root.appending(path: path), encoding: .utf8))
      )
    }
    let passing = Set(files.flatMap(\.calls).filter(Self.passesOn).map(\.function))
    for file in files {
      for call in file.calls where !call.isDeclaration {
        if call.isMember, Self.members.contains(call.function) {
          let name = call.arguments.first { $0.hasPrefix("name:") }
          add(name.map { String($0.dropFirst(5)).trimmingCharacters(in: .whitespaces) }, "\(file.name):\(call.line)")
        } else if !call.isMember, passing.contains(call.function) {
          add(call.arguments.first, "\(file.name):\(call.line)")
        }
      }
    }
    for (name, places) in places.sorted(by: { $0.key < $1.key }) where places.count > 1 {
      problems.append("\"\(name)\" names several statements: \(places.joined(separator: ", "))")
    }
  }

  private static func passesOn(_ call: SourceCall) -> Bool {
    call.isDeclaration && call.arguments.count > 1 && call.arguments[0] == "_ name: String"
      && ["_ sql: String", "_ statement: String"].contains(call.arguments[1])
  }

  /// `name` as it is written: a literal, or `name` where a function passes its own on.
  private mutating func add(_ name: String?, _ place: String) {
    guard let name else { return problems.append("\(place): a statement without a name") }
    if name == "name" { return }
    guard name.hasPrefix("\""), name.hasSuffix("\""), !name.contains("\\") else {
      return problems.append("\(place): a name that is no plain literal: \(name)")
    }
    places[String(name.dropFirst().dropLast()), default: []].append(place)
  }

  /// Statements that are not among those recorded.
  package func missing(in recorded: Set<String>) -> [String] {
    places.filter { !recorded.contains($0.key) }.map {
      "\"\($0.key)\" was never run: \($0.value.joined(separator: ", "))"
    }
    .sorted()
  }
}
