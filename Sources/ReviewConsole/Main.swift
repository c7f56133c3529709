import Foundation

@main
struct ReviewConsole {
  static func main() async {
    let arguments = ProgramArguments.parse(CommandLine.arguments.dropFirst())
    let code = await Program(arguments, environment: ProcessInfo.processInfo.environment).run()
    exit(code.rawValue)
  }
}
