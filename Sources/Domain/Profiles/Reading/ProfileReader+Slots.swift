import Yams

extension ProfileReader {
  /// `file_rules`: what files must be, by name, for slots to refer to.
  func fileRules(_ map: YAMLMap) -> [String: FileRule] {
    var rules: [String: FileRule] = [:]
    guard let inner = map.map("file_rules") else {
      map.noteMissing("file_rules")
      return [:]
    }
    for name in inner.keys {
      guard let rule = inner.map(name) else { continue }
      rules[name] = fileRule(rule)
    }
    inner.finish()
    return rules
  }

  private func fileRule(_ map: YAMLMap) -> FileRule {
    defer { map.finish() }
    let kinds = words(map, "kinds", of: PictureKind.self)
    if kinds.isEmpty { map.noteMissing("kinds") }
    let bytes = map.map("bytes")
    let smallest = bytes.flatMap { bound($0, strict: "above", inclusive: "at_least") }
    let largest = bytes.flatMap { bound($0, strict: "below", inclusive: "at_most") }
    bytes?.finish()
    if let smallest, let largest, smallest.bytes >= largest.bytes {
      map.note("bytes", zh: "下限不小于上限", en: "the lower bound is not below the upper one")
    }
    let pixels = pixels(map)
    return FileRule(
      kinds: kinds, smallest: smallest, largest: largest, minimumWidth: pixels.width, minimumHeight: pixels.height,
      isExact: pixels.isExact, backgrounds: words(map, "backgrounds", of: PictureBackground.self),
      leastDetail: map.optionalInteger("least_detail_percent", in: 1...99).map { Double($0) / 100 })
  }

  /// `413x626`: as many or more; `{exactly: 295x413}`.
  private func pixels(_ map: YAMLMap) -> (width: Int, height: Int, isExact: Bool) {
    let inner = map.node("pixels")?.mapping == nil ? nil : map.map("pixels")
    defer { inner?.finish() }
    guard let written = inner?.string("exactly") ?? (inner == nil ? map.optionalString("pixels") : nil) else {
      return (0, 0, false)
    }
    let numbers = written.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard numbers.count == 2, numbers.allSatisfy({ (1...20_000).contains($0) }) else {
      map.note("pixels", zh: "应写作 宽x高，如 413x626", en: "width x height is expected, as 413x626")
      return (0, 0, false)
    }
    return (numbers[0], numbers[1], inner != nil)
  }

  private func words<Word: RawRepresentable & CaseIterable>(_ map: YAMLMap, _ key: String, of: Word.Type) -> [Word]
  where Word.RawValue == String {
    map.strings(key).compactMap { written in
      if let word = Word(rawValue: written) { return word }
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      map.note(key, zh: "“\(written)”不在其中：\(known)", en: "“\(written)” is none of \(known)")
      return nil
    }
  }

  /// A number of bytes as `60K` or `3M` (K = 1024).
  private func bound(_ map: YAMLMap, strict: String, inclusive: String) -> FileRule.ByteBound? {
    let key = map.has(strict) ? strict : inclusive
    guard let written = map.optionalString(key) else { return nil }
    let unit = ["K": 1024, "M": 1024 * 1024][written.suffix(1)]
    guard let count = Int(unit == nil ? written[...] : written.dropLast()), (1...1_000_000_000).contains(count),
      count * (unit ?? 1) <= 1 << 30
    else {
      map.note(key, zh: "应写作 60K、3M 或字节数", en: "60K, 3M or a number of bytes is expected")
      return nil
    }
    return FileRule.ByteBound(bytes: count * (unit ?? 1), isStrict: key == strict)
  }

  func slot(_ map: YAMLMap, files: [String: FileRule]) -> Slot {
    defer { map.finish() }
    let id = map.string("id")
    log.place(id, map.mark, path: map.path)
    let rule = map.string("file")
    if !rule.isEmpty, files[rule] == nil {
      map.note("file", zh: "file_rules 中没有“\(rule)”", en: "file_rules has no “\(rule)”")
    }
    let empty = FileRule(
      kinds: [], smallest: nil, largest: nil, minimumWidth: 0, minimumHeight: 0, isExact: false,
      backgrounds: [], leastDetail: nil)
    return Slot(
      id: id, label: map.text("label"), help: map.optionalText("help"), visible: map.condition("when"),
      required: map.bool("required", default: map.optionalText("warn_missing") == nil),
      missed: map.optionalText("warn_missing"), perRow: map.optionalString("per_row"),
      rowCondition: map.condition("row_when"), count: map.range("count", default: 1...1), file: files[rule] ?? empty,
      template: map.map("template").map { template($0) }, example: drawing(map, "example"))
  }

  private func template(_ map: YAMLMap) -> Slot.Template {
    defer { map.finish() }
    let file = map.string("file")
    if !file.hasSuffix(".docx") || file.contains(where: { $0 == "/" || $0 == "\\" }) {
      map.note("file", zh: "应为以 .docx 结尾的文件名", en: "a file name ending in .docx is expected")
    }
    for key in ["fields", "statement", "signature"] where !map.has(key) { map.noteMissing(key) }
    return Slot.Template(
      file: file, label: map.text("label"), title: map.text("title"), opening: map.texts("opening"),
      fields: map.strings("fields"), statement: map.texts("statement"), signature: map.texts("signature"),
      note: map.optionalText("note"))
  }

  func example(_ map: YAMLMap) -> UploadExample {
    defer { map.finish() }
    return UploadExample(
      text: map.text("text"), isGood: map.bool("good", default: false), drawing: drawing(map, "drawing"))
  }

  private func drawing(_ map: YAMLMap, _ key: String) -> ExampleDrawing? { map.has(key) ? map.word(key) : nil }
}
