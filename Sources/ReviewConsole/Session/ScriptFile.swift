import Foundation
import Synchronization

/// The lines of a file given by -f; `-` is standard input.
final class ScriptFile: Sendable {
  private let lines: Mutex<ArraySlice<Substring>>

  init(path: String) throws(ConsoleFailure) {
    let text: String
    do {
      let data =
        path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(filePath: path))
      text = String(decoding: data, as: UTF8.self)
    } catch {
      throw .file(path: path, problem: FileProblem(error, path: path))
    }
    lines = Mutex(text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...])
  }

  /// The next line; nil after the last.
  func next() -> String? { lines.withLock { $0.popFirst().map(String.init) } }
}

extension FileProblem {
  /// From Foundation's error about a path.
  init(_ error: any Error, path: String) {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let posix = error as? POSIXError {
      self.init(errno: posix.code.rawValue)
    } else if let underlying, underlying.domain == NSPOSIXErrorDomain {
      self.init(errno: Int32(underlying.code))
    } else {
      var isDirectory: ObjCBool = false
      let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      self = !exists ? .missing : isDirectory.boolValue ? .isDirectory : .notReadable
    }
  }
}
