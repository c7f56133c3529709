import Domain

/// A failure as text for standard error: words for people, one JSON object for programs.
struct FailureRenderer: Sendable {
  let style: RenderingStyle
  /// What is shown with --debug only: SQLSTATE, the C library's words.
  var showsDebug = false

  func render(_ failure: ConsoleFailure) -> String {
    let explanation = failure.explanation
    let message = explanation.message(style.language)
    let hint = explanation.next?(style.language)
    if style.format == .json {
      let error: JSONDocument = [
        "error": ["code": .string(failure.code), "message": .string(message), "hint": .string(hint)]
      ]
      return JSONRenderer(indented: false).render(error) + "\n"
    }
    let renderer = Renderer(style: style)
    let zh = style.language == .zh
    let sign = style.isPlain ? zh ? "错误：" : "Error: " : ""
    let coded = "\(sign)\(message) [\(failure.code)]"
    var text = renderer.notice(Notice(kind: .refusal, text: Text(zh: coded, en: coded)))
    if let hint {
      let line = zh ? "下一步：\(hint)" : "Next: \(hint)"
      let lines = Printable.paragraph(line).wrapped(toCells: (style.width ?? .max) - 2)
      text += lines.map { (style.isPlain ? "" : "  ") + $0 + "\n" }.joined()
    }
    if showsDebug, let debug = failure.debug { text += debug + "\n" }
    return text
  }
}

extension ConsoleFailure {
  /// What an administrator may want to know; nil when the words say all.
  var debug: String? {
    switch self {
    case .database(let code, let message): "SQLSTATE \(code ?? "–"): \(Printable.line(message))"
    case .refused(let refusal): "\(refusal.word.rawValue) \(JSONValue.object(refusal.details).canonicalJSON)"
    case .profile(let failure): "\(failure)"
    case .unexpected(let debug): Printable.paragraph(debug)
    case .script(_, _, let inner): inner.debug
    default: nil
    }
  }
}
