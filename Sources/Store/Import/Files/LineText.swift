import Domain

/// Sentences about lines of any CSV file; none repeats a value.
enum LineText {
  static func unreadable(_ fault: CSVRecord.Fault) -> Problem {
    let text: Text =
      switch fault {
      case .unclosedQuote: Text(zh: "这一行有一个引号没有配对。", en: "A quote of this line is never closed.")
      case .textAfterQuote:
        Text(zh: "右引号之后应是逗号或行尾；栏目中的引号要写两遍。", en: "A closing quote must be followed by a comma or the line end.")
      case .tooLong:
        Text(zh: "这一行超过 \(CSVReader.longest) 字节，不是数据。", en: "The line is longer than \(CSVReader.longest) bytes.")
      case .notUTF8: Text(zh: "这一行不是 UTF-8 编码，请转换后再导入。", en: "The line is not UTF-8: convert it.")
      }
    return Problem(field: "line", code: fault.rawValue, text: text)
  }

  static func columnCount(_ count: Int, wanted: Int) -> Problem {
    Problem(
      field: "line", code: "column_count",
      text: Text(
        zh: "这一行有 \(count) 栏，首行有 \(wanted) 栏；含逗号的栏目要加引号。",
        en: "The line has \(count) columns and the first line \(wanted); a value with a comma needs quotes."))
  }
}

extension CSVRecord {
  /// The fields of a line that has as many of them as the first line has columns.
  func fields(_ count: Int) throws(ImportLine.Refused) -> [String] {
    let texts: [String]
    switch content {
    case .success(let fields): texts = fields
    case .failure(let found): throw ImportLine.Refused(LineText.unreadable(found.fault))
    }
    guard texts.count == count else { throw ImportLine.Refused(LineText.columnCount(texts.count, wanted: count)) }
    return texts
  }
}
