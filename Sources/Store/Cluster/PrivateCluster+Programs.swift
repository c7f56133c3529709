import Foundation
import Subprocess

extension PrivateCluster {
  /// Runs a program of PostgreSQL to its end as the server's account, in a session of its own, so that Ctrl-C at the
  /// console does not reach the server. Of the caller's environment nothing goes along: `PGDATA` or `PGOPTIONS` would
  /// change what happens.
  func run(
    _ program: String, _ arguments: [String], _ programs: ServerPrograms, _ account: ServerAccount, log: String? = nil
  ) async throws(ClusterFailure) {
    var options = PlatformOptions()
    options.createSession = true
    if account.isOther {
      options.userID = account.user
      options.groupID = account.group
      options.supplementaryGroups = [account.group]
    }
    let environment: [Environment.Key: String] = [
      "PATH": "\(programs.directory):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/", "TZ": "UTC",
    ]
    let failure: String
    do {
      let result = try await Subprocess.run(
        .path(.init(programs.path(program))), arguments: Arguments(arguments), environment: .custom(environment),
        workingDirectory: "/", platformOptions: options, output: .string(limit: 64 * 1024),
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
