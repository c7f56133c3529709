import Domain
import Foundation

/// A program of the machine as a process: its arguments, its streams, its end.
///
/// Output goes into files, so that nothing blocks however much is said; `timeout` ends what hangs, even when the tests
/// themselves are killed.
final class ConsoleProcess: Sendable {
  /// What a program said and how it ended.
  struct Result: Sendable {
    /// As the shell sees it; 137 when the time limit ended it.
    let exitCode: Int32
    let output: String
    let talk: String
  }

  private let process: Process
  private let input: FileHandle
  private let folder: URL
  private let ended: AsyncStream<Int32>

  /// The program that was built with these tests.
  static let reviewConsole: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "review-console").path
  }()

  /// Starts a program. Of the tests' own environment nothing goes along.
  ///
  /// - Parameter limit: seconds after which it is killed.
  init(
    _ arguments: [String], of program: String = reviewConsole, environment: [String: String] = [:], limit: Int = 120
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "process-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["--signal=KILL", "\(limit)", program] + arguments
    process.environment = Self.plainEnvironment.merging(environment) { $1 }
    let pipe = Pipe()
    input = pipe.fileHandleForWriting
    process.standardInput = pipe
    process.standardOutput = try Self.file(folder.appending(path: "output"))
    process.standardError = try Self.file(folder.appending(path: "talk"))
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    ended = stream
    process.terminationHandler = {
      continuation.yield($0.terminationReason == .exit ? $0.terminationStatus : 128 + $0.terminationStatus)
      continuation.finish()
    }
    try Self.withNoSignalBlocked { try process.run() }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What every program here runs with.
  static let plainEnvironment = [
    "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "TMPDIR": NSTemporaryDirectory(),
  ]

  /// What it has said so far on standard output.
  var outputSoFar: String { text("output") }

  /// Gives it a line on standard input. One that has ended does not read it.
  func type(_ line: String) { try? input.write(contentsOf: Data((line + "\n").utf8)) }

  /// Sends the program a signal, once; `timeout`, which runs it, would pass on a second one to its whole group.
  func signal(_ number: Int32) throws {
    let parent = process.processIdentifier
    let children = try String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
    guard let child = children.split(separator: " ").first.flatMap({ Int32($0) }) else { throw POSIXError(.ESRCH) }
    kill(child, number)
  }

  /// Ends its input and waits for its end.
  func finish() async -> Result {
    try? input.close()
    var code: Int32 = -1
    for await status in ended { code = status }
    return Result(exitCode: code, output: text("output"), talk: text("talk"))
  }

  /// Runs a program to its end.
  static func run(
    _ arguments: [String], of program: String = reviewConsole, environment: [String: String] = [:],
    input: String? = nil, limit: Int = 120
  ) async throws -> Result {
    let process = try ConsoleProcess(arguments, of: program, environment: environment, limit: limit)
    if let input { process.type(input) }
    return await process.finish()
  }

  private func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: folder.appending(path: name).path) ?? Data(), as: UTF8.self)
  }

  /// A child inherits the mask of the thread that makes it, and the threads of Swift's tasks block nearly every signal:
  /// Ctrl-C would not reach the program.
  private static func withNoSignalBlocked(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var earlier = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &earlier)
    defer { pthread_sigmask(SIG_SETMASK, &earlier, nil) }
    try body()
  }

  private static func file(_ url: URL) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else { throw POSIXError(.EIO) }
    return try FileHandle(forWritingTo: url)
  }
}

extension ConsoleProcess.Result {
  /// Standard output as one JSON document; fails when there is anything else on it.
  func document<T: Decodable>(as type: T.Type = JSONValue.self) throws -> T {
    try JSONDecoder().decode(type, from: Data(output.utf8))
  }

  /// The last of several JSON documents on standard output.
  func lastDocument() throws -> JSONValue {
    var rest = output[...]
    while !rest.isEmpty {
      if let value = try? JSONDecoder().decode(JSONValue.self, from: Data(rest.utf8)) { return value }
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

/// Looks again until something is there.
func eventually<T: Sendable>(
  within limit: Duration = .seconds(30), _ look: () async throws -> T?
) async throws -> T? {
  let deadline = ContinuousClock.now + limit
  while true {
    if let found = try await look() { return found }
    guard ContinuousClock.now < deadline else { return nil }
    try await Task.sleep(for: .milliseconds(40))
  }
}
