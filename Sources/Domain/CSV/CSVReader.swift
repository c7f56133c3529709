import Foundation

/// Why a CSV file cannot be read at all.
public enum CSVFailure: Error, Sendable, Hashable {
  /// The file cannot be opened or read; errno.
  case unreadable(path: String, code: Int32)
  /// It is not UTF-8; the encoding that it seems to have, as `GB18030` or `UTF-16`.
  case encoding(String)

  /// From what Foundation throws when a file cannot be opened or read.
  public init(reading path: String, _ error: any Error) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
    self = .unreadable(path: path, code: isFolder.boolValue ? EISDIR : Int32(code ?? Int(exists ? EIO : ENOENT)))
  }
}

/// A CSV file's records (RFC 4180), one at a time and with bounded memory. Records end at LF or CR LF; a quote inside a
/// field that does not begin with one is an ordinary character. What is wrong with a record is told in its place, and
/// reading goes on at the next line: a quote that was never closed costs its own line and no other.
public struct CSVReader {
  /// A record of more bytes is none.
  public static let longest = 1 << 20

  private let path: String
  private let handle: FileHandle
  /// Bytes of the file, to tell how far one is.
  public let size: Int
  /// Bytes read so far.
  public private(set) var bytesRead = 0
  private var buffer: [UInt8] = []
  private var start = 0
  private var line = 1
  private var isAtEnd = false

  /// Opens a file, passes over a byte order mark, and looks at how it is encoded.
  ///
  /// - Throws: `.unreadable` when there is no such file or it may not be read, `.encoding` when its beginning is not UTF-8.
  public init(path: String) throws(CSVFailure) {
    self.path = path
    do {
      // Closes the file when it goes.
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      size = Int(try handle.seekToEnd())
      try handle.seek(toOffset: 0)
      self.handle = handle
    } catch {
      throw CSVFailure(reading: path, error)
    }
    try fill()
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    if let guess = TextEncodingGuess(buffer[start...]) { throw .encoding(guess.name) }
  }

  /// All records of a small file.
  static func records(of path: String) throws(CSVFailure) -> [CSVRecord] {
    var reader = try CSVReader(path: path)
    var records: [CSVRecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  /// The next record that holds anything (spreadsheets write lines of commas alone); nil at the end of the file.
  public mutating func next() throws(CSVFailure) -> CSVRecord? {
    while true {
      guard let record = try any() else { return nil }
      if case .success(let fields) = record.content, fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
        continue
      }
      return record
    }
  }

  /// Where a byte of a record stands.
  private enum Place { case fieldStart, plain, quoted, closed, closedReturn, lost }

  private mutating func any() throws(CSVFailure) -> CSVRecord? {
    var place = Place.fieldStart
    var index = start
    var lines = 1
    while true {
      while index < buffer.count {
        let byte = buffer[index]
        if byte == UInt8(ascii: "\n") {
          if place != .quoted { return take(to: index, lines: lines, isLost: place == .lost) }
          lines += 1
        } else {
          place = Self.next(place, byte)
          // What went on over lines and ends wrongly began wrongly.
          if place == .lost, lines > 1 { return unclosed() }
        }
        index += 1
      }
      if isAtEnd {
        if start == buffer.count { return nil }
        return place == .quoted ? unclosed() : take(to: buffer.count, lines: lines, isLost: place == .lost)
      }
      if index - start > Self.longest { return try lines > 1 ? unclosed() : tooLong() }
      buffer.removeFirst(start)
      index -= start
      start = 0
      try fill()
    }
  }

  private static func next(_ place: Place, _ byte: UInt8) -> Place {
    switch (place, byte) {
    case (.quoted, CSVRecord.quote): .closed
    case (.quoted, _): .quoted
    case (.lost, _): .lost
    case (.closed, CSVRecord.quote): .quoted
    case (.closedReturn, _): .lost
    case (_, CSVRecord.comma): .fieldStart
    case (.closed, UInt8(ascii: "\r")): .closedReturn
    case (.closed, _): .lost
    case (.fieldStart, CSVRecord.quote): .quoted
    default: .plain
    }
  }

  private mutating func take(to end: Int, lines: Int, isLost: Bool) -> CSVRecord {
    defer {
      start = min(end + 1, buffer.count)
      line += lines
    }
    if isLost { return CSVRecord(line: line, fault: .textAfterQuote) }
    var bytes = buffer[start..<end]
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return CSVRecord(line: line, bytes: bytes)
  }

  /// The quote belongs to the line on which it was opened; the next line is read as if it were not there.
  private mutating func unclosed() -> CSVRecord {
    defer { line += 1 }
    start = buffer[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? buffer.count
    return CSVRecord(line: line, fault: .unclosedQuote)
  }

  /// Passes over the rest of the line without keeping it.
  private mutating func tooLong() throws(CSVFailure) -> CSVRecord {
    defer { line += 1 }
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        start = end + 1
        break
      }
      buffer.removeAll(keepingCapacity: true)
      start = 0
      if isAtEnd { break }
      try fill()
    }
    return CSVRecord(line: line, fault: .tooLong)
  }

  private mutating func fill() throws(CSVFailure) {
    let chunk: Data?
    do { chunk = try handle.read(upToCount: 1 << 18) } catch { throw CSVFailure(reading: path, error) }
    guard let chunk, !chunk.isEmpty else {
      isAtEnd = true
      return
    }
    bytesRead += chunk.count
    buffer.append(contentsOf: chunk)
  }
}
