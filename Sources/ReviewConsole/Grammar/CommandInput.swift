/// What a command was given: values already read, typed by the parameter that asks.
struct CommandInput: Sendable {
  /// Values by parameter name, in the order written.
  var values: [String: [any Sendable]] = [:]

  subscript<Value>(_ parameter: Parameter<Value>) -> Value? {
    values[parameter.spec.name]?.last as? Value
  }

  subscript(_ flag: Parameter<Bool>) -> Bool {
    !(values[flag.spec.name] ?? []).isEmpty
  }

  /// All values of a parameter that may stand more than once; empty when it was not given.
  func all<Value>(_ parameter: Parameter<Value>) -> [Value] {
    (values[parameter.spec.name] ?? []).compactMap { $0 as? Value }
  }

  /// The value of a parameter whose spec says that it must be there.
  func require<Value>(_ parameter: Parameter<Value>) throws(ConsoleFailure) -> Value {
    guard let value = self[parameter] else { throw .missingArgument(parameter.spec, command: nil) }
    return value
  }
}
