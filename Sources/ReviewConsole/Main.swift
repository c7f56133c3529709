import Domain
import Foundation

@main
struct ReviewConsole {
  static func main() async {
    let arguments = ProgramArguments.parse(CommandLine.arguments.dropFirst())
    let catalogue: Catalogue
    do { catalogue = try Catalogue.ofTheProgram() } catch {
      let lines = [
        "程序自带的数据不能使用：\(error.text.zh)。请连同资源文件夹重新安装程序。",
        "The program's own data cannot be used: \(error.text.en). Install it again, with its resource folder.",
      ]
      FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
      exit(ExitCode.failed.rawValue)
    }
    let program = Program(arguments, environment: ProcessInfo.processInfo.environment, catalogue: catalogue)
    exit(await program.run().rawValue)
  }
}
