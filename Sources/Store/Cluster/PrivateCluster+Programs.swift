import Foundation
import Subprocess

extension PrivateCluster {
  /// Runs a program of PostgreSQL to its end as the server's account, in a session of its own, so that Ctrl-C at the
  /// console does not reach the server. Of the caller's environment nothing goes along: `PGDATA` or `PGOPTIONS` would
  /// change what happens.
  func run(
    _ program: String, _ arguments: [String], _ programs: ServerPrograms, _ account: ServerAccount, log: String? = nil,
    in directory: String = "/"
  ) async throws(ClusterFailure) {
    var options = PlatformOptions()
    options.createSession = true
    var command = [programs.path(program)] + arguments
    if account.isOther {
      // Not Subprocess's own `userID`: its child calls glibc's setuid after a bare clone3, where glibc waits for threads
      // that exist only in the parent; now and then it never returns.
      command =
        ["/usr/bin/setpriv", "--reuid=\(account.user)", "--regid=\(account.group)", "--init-groups", "--"] + command
    }
    let environment: [Environment.Key: String] = [
      "PATH": "\(programs.directory):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/", "TZ": "UTC",
    ]
    let failure: String
    do {
      let result = try await Subprocess.run(
        .path(.init(command[0])), arguments: Arguments(Array(command.dropFirst())), environment: .custom(environment),
        workingDirectory: .init(directory), platformOptions: options, output: .string(limit: 64 * 1024),
        error: .string(limit: 64 * 1024))
      if result.terminationStatus.isSuccess { return }
      failure = result.standardError + result.standardOutput
    } catch is CancellationError {
      throw .cancelled
    } catch {
      throw .programFailed(program: program, message: "\(error)", log: nil)
    }
    let message = failure.trimmingCharacters(in: .whitespacesAndNewlines)
    throw .programFailed(program: program, message: message, log: log)
  }
}
