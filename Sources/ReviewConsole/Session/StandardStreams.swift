import Foundation
import Synchronization

/// Standard input, output and error of this process.
struct StandardStreams: Sendable {
  let isInputTerminal: Bool
  let isOutputTerminal: Bool
  let isErrorTerminal: Bool

  static let live = StandardStreams(
    isInputTerminal: isatty(STDIN_FILENO) == 1, isOutputTerminal: isatty(STDOUT_FILENO) == 1,
    isErrorTerminal: isatty(STDERR_FILENO) == 1)

  /// The terminal as commands see it.
  func terminal(canAsk: Bool, editor: LineEditor?) -> Terminal {
    Terminal(
      canAsk: canAsk, isOutputTerminal: isOutputTerminal, isErrorTerminal: isErrorTerminal,
      isOutputFile: Self.fileSize(of: STDOUT_FILENO) != nil,
      isOutputEmpty: { Self.fileSize(of: STDOUT_FILENO).map { $0 == 0 } ?? !Self.hasWritten.withLock { $0 } },
      width: { Self.columns(of: STDOUT_FILENO) },
      write: { text in
        Self.hasWritten.withLock { $0 = true }
        Self.write(text, to: STDOUT_FILENO)
      },
      say: { Self.write($0, to: STDERR_FILENO) },
      ask: { prompt, hidden in
        guard let editor else { return .ended }
        return hidden ? await editor.readHidden(prompt: prompt) : await editor.readAnswer(prompt: prompt)
      })
  }

  /// Columns of the terminal, whichever stream shows it; nil when there is none.
  var columns: Int? { Self.columns(of: isOutputTerminal ? STDOUT_FILENO : STDERR_FILENO) }

  private static let hasWritten = Mutex(false)

  /// Bytes of a plain file; nil for what is none.
  private static func fileSize(of descriptor: Int32) -> Int? {
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(facts.st_size)
  }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all of it. A reader who has gone (`| head`) has what he wanted; anything else is not silent.
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EPIPE {
        exit(ExitCode.done.rawValue)
      } else if errno != EINTR && errno != EAGAIN {
        if descriptor == STDOUT_FILENO {
          write("输出没有写完 output incomplete: errno \(errno)\n", to: STDERR_FILENO)
        }
        exit(ExitCode.failed.rawValue)
      }
    }
  }
}
