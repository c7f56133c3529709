import Domain

/// The lines of a file that an import refused, as the screen and JSON tell them.
struct RefusedLines: Sendable {
  /// Lines with their problems on the screen, and in JSON; all of them go into the file of `--refused`.
  private static let shown = 1_000
  private static let kept = 100_000

  private var lines: [(line: Int, problems: [Problem])] = []
  /// All that were refused, also those that are not kept.
  private(set) var count = 0
  /// Lines that went in without something.
  private(set) var warned = 0

  var isEmpty: Bool { lines.isEmpty }

  mutating func add(_ line: Int, _ problems: [Problem]) {
    if problems.contains(where: { $0.severity == .error }) { count += 1 } else { warned += 1 }
    if lines.count < Self.kept { lines.append((line, problems)) }
  }

  var exitCode: ExitCode { count == 0 ? .done : .failed }

  func table(_ language: Language) -> Table {
    Table(
      title: warned == 0 ? Text(zh: "拒收", en: "Refused") : Text(zh: "拒收与提示", en: "Refused, and warnings"),
      columns: [
        .init("line", Text(zh: "行", en: "LINE"), alignment: .right),
        .init("field", Text(zh: "栏目", en: "FIELD"), yields: 1, minimum: 12),
        .init("code", Text(zh: "问题", en: "CODE"), yields: 2, minimum: 10),
        .init("message", Text(zh: "说明", en: "MESSAGE"), yields: 3, minimum: 16),
      ],
      rows: lines.prefix(Self.shown).flatMap { line in
        line.problems.map { problem -> [Cell] in
          [
            .integer(line.line), .text(problem.field),
            .text(problem.code, mark: problem.severity == .error ? .bad : .warning), .text(problem.text(language)),
          ]
        }
      }, whenEmpty: Text(zh: "没有拒收。", en: "None was refused."))
  }

  func json(_ language: Language) -> JSONDocument {
    .array(
      lines.map { line in
        ["line": .integer(line.line), "problems": .array(line.problems.map { Self.json($0, language) })]
      })
  }

  private static func json(_ problem: Problem, _ language: Language) -> JSONDocument {
    [
      "field": .string(problem.field), "code": .string(problem.code), "severity": .string(problem.severity.rawValue),
      "message": .string(problem.text(language)),
    ]
  }

  /// What is said at the end: what went in, in words, and what did not.
  ///
  /// - Parameters:
  ///   - wholly: the sentence when nothing was refused.
  ///   - list: the file of `--refused`; nil = none.
  func talk(_ counts: Text, wholly: Text, list: String? = nil) -> [Notice] {
    let hints =
      warned == 0
      ? []
      : [
        Notice.warning(
          Text(
            zh: "其中 \(warned) 行有提示：已导入，但有内容没有留存，见上表。",
            en: "\(warned) of these lines went in without something: see the table."))
      ]
    guard count > 0 else { return [.done(wholly)] + hints }
    let summary = Notice.warning(
      Text(
        zh: "\(counts.zh)，拒收 \(count) 行；改好后可以重新导入整个文件。",
        en: "\(counts.en), \(count) lines refused; correct them and import the file again."))
    guard count > Self.shown else { return [summary] + hints }
    return [summary] + hints + [
      .hint(
        list.map {
          Text(zh: "以上是前 \(Self.shown) 行；全部在 \($0) 中。", en: "These are the first \(Self.shown); all are in \($0).")
        }
          ?? Text(
            zh: "以上是前 \(Self.shown) 行；加 --拒收清单 文件 可得到全部。",
            en: "These are the first \(Self.shown); --refused FILE lists all."))
    ]
  }
}
