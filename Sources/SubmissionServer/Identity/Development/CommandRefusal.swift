import ArgumentParser
import Domain
import Foundation

/// Why a command for trying things out does nothing.
struct CommandRefusal: Error, Hashable, Sendable {
  let text: Text

  init(zh: String, en: String) { text = Text(zh: zh, en: en) }

  /// Says it on standard error, without the usage that a wrong option gets; the exit code is 1.
  var said: ExitCode {
    FileHandle.standardError.write(Data("\(text.zh)\n\(text.en)\n".utf8))
    return ExitCode(1)
  }
}
