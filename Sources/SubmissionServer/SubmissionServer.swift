import ArgumentParser
import Foundation
import Logging

/// `submission-server`: the endpoint where applicants submit.
@main
struct SubmissionServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submission-server",
    abstract: "申报人提交端点 The endpoint where applicants submit.",
    subcommands: [ServeCommand.self, TokenCommand.self, MessagesCommand.self], defaultSubcommand: ServeCommand.self)

  static func main() async {
    LoggingSystem.bootstrap { LogfmtHandler(label: $0) }
    await main(nil)
  }
}
