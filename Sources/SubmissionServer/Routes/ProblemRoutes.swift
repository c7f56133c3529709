import Domain

/// `GET /problems`, `GET /problems/{code}`: what the codes of problem documents mean; the `type` of each leads here.
enum ProblemRoutes {
  private static let schema = Schema.object([
    "code": .string, "status": .integer, "title": .object(["zh": .string, "en": .string]),
  ])

  static let list = Route(
    "problems", .get, "/problems", Text(zh: "所有问题代号", en: "All codes of problems"),
    answers: [.init(.ok, "in alphabetical order", .json(.object(["problems": .array(schema)])))]
  ) { _ in
    let all = ProblemCode.allCases.sorted { $0.rawValue < $1.rawValue }
    return .json(["problems": .array(all.map(json))])
  }

  static let one = Route(
    "problem", .get, "/problems/{code}", Text(zh: "一个问题代号的含义", en: "What a code means"),
    answers: [.init(.ok, "the code", .json(schema))], problems: [.notFound]
  ) { exchange in
    guard let code = exchange.path["code"].flatMap(ProblemCode.init(rawValue:)) else {
      throw ProblemDetails(.notFound)
    }
    return .json(json(code))
  }

  private static func json(_ code: ProblemCode) -> JSONValue {
    [
      "code": .string(code.rawValue), "status": .integer(code.status.code),
      "title": ["zh": .string(code.title.zh), "en": .string(code.title.en)],
    ]
  }
}
