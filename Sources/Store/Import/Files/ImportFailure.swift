import Domain

/// Why an import stopped.
public enum ImportFailure: Error, Sendable {
  /// The file cannot be read; errno.
  case unreadable(path: String, code: Int32)
  /// This line is longer than any submission, in bytes.
  case lineTooLong(line: Int, limit: Int)
  /// The file is not UTF-8; the encoding that it seems to have, as `GB18030` or `UTF-16`, nil where that cannot be told.
  case encoding(String?)
  /// The first line of a CSV file does not name its columns rightly.
  case header(HeaderProblem)
  /// The database failed while this line was taken in.
  case store(line: Int, StoreFailure)
  /// It was told to stop.
  case cancelled

  /// What is wrong with a first line.
  public enum HeaderProblem: Sendable, Hashable {
    /// There is none, or it names no known column: perhaps the data begin at once.
    case missing(known: [String])
    /// These columns are no field's id. A name that may be a datum is given as its position alone.
    case unknown([Column], known: [String])
    /// These stand more than once.
    case repeated([String])
    /// These must be there and are not.
    case incomplete([String])
    /// No province, or several, take archives, so that a column must say which.
    case noProvince
  }

  /// A column of a file.
  public struct Column: Sendable, Hashable {
    /// From 1.
    public let position: Int
    /// nil where what stands there does not look like a name, and may be personal.
    public let name: String?
  }
}

extension ImportFailure {
  /// From what Foundation throws when a file cannot be opened or read.
  init(reading path: String, _ error: any Error) { self.init(CSVFailure(reading: path, error)) }

  /// From what stops the reading of a CSV file.
  init(_ failure: CSVFailure) {
    self =
      switch failure {
      case .unreadable(let path, let code): .unreadable(path: path, code: code)
      case .encoding(let name): .encoding(name)
      }
  }
}
