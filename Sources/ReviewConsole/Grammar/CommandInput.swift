import Domain

/// What a command was given: words that its parameters have checked, read by the parameter that asks, so that a value has its parameter's type.
struct CommandInput: Sendable {
  /// By which they are read.
  let standards: Standards
  /// Words by parameter name, in the order written.
  var words: [String: [Word]] = [:]
  /// Names of the flags that stand there.
  var flags: Set<String> = []

  /// The value of a parameter; nil when it was not given.
  subscript<Value>(_ parameter: Parameter<Value>) -> Value? {
    get throws(ConsoleFailure) { try all(parameter).last }
  }

  subscript(_ flag: Parameter<Bool>) -> Bool { flags.contains(flag.spec.name) }

  /// All values of a parameter that may stand more than once; empty when it was not given.
  func all<Value>(_ parameter: Parameter<Value>) throws(ConsoleFailure) -> [Value] {
    var values: [Value] = []
    for word in words[parameter.spec.name] ?? [] { values.append(try parameter.value(of: word, by: standards)) }
    return values
  }

  /// The value of a parameter whose spec says that it must be there.
  func require<Value>(_ parameter: Parameter<Value>) throws(ConsoleFailure) -> Value {
    guard let value = try self[parameter] else { throw .missingArgument(parameter.spec, command: nil) }
    return value
  }
}
