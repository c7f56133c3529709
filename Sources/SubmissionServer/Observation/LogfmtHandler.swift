import Foundation
import Logging

/// One line an event on standard error: `time=… level=… event=… key=value`, values with blanks or quotes in JSON's quotes.
struct LogfmtHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let label: String
  private let write: @Sendable (String) -> Void

  init(
    label: String, level: Logger.Level = .info,
    write: @escaping @Sendable (String) -> Void = LogfmtHandler.standardError
  ) {
    self.label = label
    self.write = write
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = "time=\(Self.time(Date())) level=\(event.level) event=\(Self.quoted("\(event.message)"))"
    let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
    for key in Self.order where all[key] != nil { line += " \(key)=\(Self.quoted(all[key].map { "\($0)" } ?? ""))" }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) where !Self.order.contains(key) {
      line += " \(key)=\(Self.quoted("\(value)"))"
    }
    write(line + "\n")
  }

  /// What stands in every line of the access log, so that the eye finds it.
  private static let order = ["method", "route", "status", "ms", "bytes"]

  private static func time(_ date: Date) -> String {
    date.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z"
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3D }
    guard !isPlain else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case _ where scalar.properties.generalCategory == .control: quoted += "?"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// In one call, so that lines of several threads do not mix.
  @Sendable static func standardError(_ line: String) {
    FileHandle.standardError.write(Data(line.utf8))
  }
}
