import Foundation

/// A program of the machine as a process: its arguments, its streams, its end.
///
/// Output goes into files, so that nothing blocks however much is said, and nobody waits in one of the few threads that
/// all tests share. `timeout` ends what hangs, even when the tests themselves are killed.
public final class TestProcess: Sendable {
  /// What a program said and how it ended.
  public struct Result: Sendable {
    /// As the shell sees it; 137 when the time limit ended it.
    public let exitCode: Int32
    /// Standard output.
    public let output: String
    /// Standard error.
    public let talk: String
  }

  private let process: Process
  private let input: FileHandle
  private let folder: URL
  private let ended: AsyncStream<Int32>

  /// The path of a program that was built with these tests.
  public static func built(_ name: String) -> String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: name).path
  }

  /// The path of a program that must be of the server's own version: pg_dump refuses a newer server.
  public static func serverProgram(_ name: String) -> String {
    guard let chosen = ProcessInfo.processInfo.environment["REVIEW_POSTGRES_BIN"] else { return "/usr/bin/\(name)" }
    return "\(chosen)/\(name)"
  }

  /// Starts a program. Of the tests' own environment nothing goes along, and its home is a folder that goes with it.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - environment: what it gets besides, and instead.
  ///   - limit: seconds after which it is killed.
  public init(
    _ arguments: [String], of program: String, environment: [String: String] = [:], limit: Int = Patience.seconds
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "process-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["--signal=KILL", "\(limit)", program] + arguments
    process.environment = Self.environment(environment, home: folder.path)
    let pipe = Pipe()
    input = pipe.fileHandleForWriting
    process.standardInput = pipe
    let (output, talk) = try (Self.file(folder.appending(path: "output")), Self.file(folder.appending(path: "talk")))
    process.standardOutput = output
    process.standardError = talk
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    ended = stream
    process.terminationHandler = {
      continuation.yield($0.terminationReason == .exit ? $0.terminationStatus : 128 + $0.terminationStatus)
      continuation.finish()
    }
    // The child has its own: a test that looks at a screen a thousand times must not run out of them.
    defer { for own in [output, talk, pipe.fileHandleForReading] { try? own.close() } }
    try Self.withNoSignalBlocked { try process.run() }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What every program here runs with.
  public static func environment(_ further: [String: String], home: String) -> [String: String] {
    [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "TMPDIR": NSTemporaryDirectory(),
    ].merging(further) { $1 }
  }

  /// What it has said so far on standard output.
  public var outputSoFar: String { text("output") }

  /// What it has said so far on standard error.
  public var talkSoFar: String { text("talk") }

  /// Whether it has not ended yet.
  public var isRunning: Bool { process.isRunning }

  /// Gives it a line on standard input. One that has ended does not read it.
  public func type(_ line: String) { try? input.write(contentsOf: Data((line + "\n").utf8)) }

  /// Sends the program a signal, once; `timeout`, which runs it, would pass on a second one to its whole group.
  public func signal(_ number: Int32) throws {
    let parent = process.processIdentifier
    let children = try String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
    guard let child = children.split(separator: " ").first.flatMap({ Int32($0) }) else { throw POSIXError(.ESRCH) }
    kill(child, number)
  }

  /// Stops the program at the moment when something is so, until it is sent SIGCONT. A thread of its own looks, which
  /// nothing delays that other tests do.
  ///
  /// - Returns: false when the program ended, or the time did, before it was seen.
  public func pause(when isSo: @escaping @Sendable () -> Bool) async -> Bool {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        let deadline = ContinuousClock.now + Patience.limit
        while isRunning, ContinuousClock.now < deadline {
          if isSo() { return continuation.resume(returning: (try? signal(SIGSTOP)) != nil) }
          usleep(2000)
        }
        continuation.resume(returning: false)
      }
    }
  }

  /// Ends its input and waits for its end; once.
  public func finish() async -> Result {
    try? input.close()
    var code: Int32 = -1
    for await status in ended { code = status }
    return Result(exitCode: code, output: text("output"), talk: text("talk"))
  }

  /// Runs a program to its end.
  public static func run(
    _ arguments: [String], of program: String, environment: [String: String] = [:], input: String? = nil,
    limit: Int = Patience.seconds
  ) async throws -> Result {
    let process = try TestProcess(arguments, of: program, environment: environment, limit: limit)
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
