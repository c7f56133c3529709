import Foundation

/// A file's lines, one at a time and with bounded memory. Lines end at LF; a CR before it belongs to the line.
struct LineReader: ~Copyable {
  /// A line of more bytes is no submission.
  static let longest = 4 << 20

  private let path: String
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var start = 0
  private var number = 0
  private var isAtEnd = false

  /// - Throws: `.unreadable` when there is no such file or it may not be read.
  init(path: String) throws(ImportFailure) {
    do { handle = try FileHandle(forReadingFrom: URL(filePath: path)) } catch {
      throw ImportFailure(reading: path, error)
    }
    self.path = path
  }

  deinit { try? handle.close() }

  /// The next line and its number, from 1; nil at the end of the file.
  mutating func next() throws(ImportFailure) -> (number: Int, text: [UInt8])? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0a) {
        defer { start = end + 1 }
        number += 1
        return (number, Array(buffer[start..<end]))
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        number += 1
        return (number, Array(buffer[start...]))
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      guard buffer.count <= Self.longest else { throw .lineTooLong(line: number + 1, limit: Self.longest) }
      let chunk: Data?
      do { chunk = try handle.read(upToCount: 1 << 16) } catch { throw ImportFailure(reading: path, error) }
      if let chunk, !chunk.isEmpty { buffer.append(contentsOf: chunk) } else { isAtEnd = true }
    }
  }
}
