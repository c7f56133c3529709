import Domain

/// Sentences about lines of an archive file; none repeats a value.
enum ArchiveText {
  static func unreadable(_ fault: CSVRecord.Fault) -> Problem {
    let text: Text =
      switch fault {
      case .unclosedQuote: Text(zh: "这一行有一个引号没有配对。", en: "A quote of this line is never closed.")
      case .textAfterQuote:
        Text(zh: "右引号之后应是逗号或行尾；栏目中的引号要写两遍。", en: "A closing quote must be followed by a comma or the line end.")
      case .tooLong:
        Text(zh: "这一行超过 \(CSVReader.longest) 字节，不是档案数据。", en: "The line is longer than \(CSVReader.longest) bytes.")
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

  static func noArchives(_ isMissing: Bool, _ known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      field: "province", code: isMissing ? "required" : "unknown_code",
      text: Text(zh: "该省不收原有档案；可用：\(list)。", en: "No archives are taken for this province; only for \(list)."))
  }

  static func noKey(_ field: Field) -> Problem {
    Problem(
      field: field.id, code: "required",
      text: Text(
        zh: "缺少“\(field.label.zh)”：档案由它查找。", en: "“\(field.label.en)” is missing: the archive is found by it."))
  }

  static func passwordScheme(_ known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      field: "password_scheme", code: "unknown_code",
      text: Text(
        zh: "原密码的算法应为：\(list)；其他算法请留空，本人可找回密码。", en: "The password's digest must be one of \(list); leave others empty."
      ))
  }

  static func passwordHash(_ digits: Int) -> Problem {
    Problem(
      field: "password_hash", code: "format",
      text: Text(zh: "原密码的摘要应为 \(digits) 位十六进制数。", en: "The password's digest must have \(digits) hexadecimal digits."))
  }

  static func repeated(_ field: String, line: Int) -> Problem {
    Problem(
      field: field, code: "repeated_person",
      text: Text(
        zh: "与第 \(line) 行是同一人而内容不同，请只保留一行。", en: "This is the person of line \(line) with other contents: keep one."))
  }
}
