import Domain
import Foundation

/// The list of refused lines as a CSV file: `line,field,code,message`, a row a problem. Holds no answers.
final class RefusedLinesFile: Sendable {
  private static let header = "line,field,code,message\r\n"
  private let path: String
  private let language: Language
  private let handle: FileHandle

  /// Opens it, and never over a file that is something else: only an older list of this kind is replaced.
  init(path: String, language: Language) throws(ConsoleFailure) {
    self.path = path
    self.language = language
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path: path, problem: FileProblem(errno: errno)) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let beginning = (try? handle.read(upToCount: Self.header.utf8.count)) ?? Data()
    guard beginning.isEmpty || beginning == Data(Self.header.utf8) else {
      throw .unavailable(
        Text(
          zh: "\(path) 已存在，而且不是拒收清单，没有覆盖。", en: "\(path) exists and is no list of refused lines; it was left alone."),
        hint: Text(zh: "请换一个文件名。", en: "Choose another name."))
    }
  }

  /// Starts from nothing.
  func begin() throws(ConsoleFailure) {
    try attempt { handle in
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(Self.header.utf8))
    }
  }

  func add(_ line: Int, _ problems: [Problem]) throws(ConsoleFailure) {
    let rows = problems.map { problem in
      [String(line), problem.field, problem.code, problem.text(language)].map(CSVRecord.field).joined(separator: ",")
        + "\r\n"
    }
    try attempt { try $0.write(contentsOf: Data(rows.joined().utf8)) }
  }

  func end() throws(ConsoleFailure) { try attempt { try $0.synchronize() } }

  private func attempt(_ work: (FileHandle) throws -> Void) throws(ConsoleFailure) {
    do { try work(handle) } catch {
      let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
      throw .file(path: path, problem: FileProblem(errno: Int32(code ?? Int(EIO))))
    }
  }
}
