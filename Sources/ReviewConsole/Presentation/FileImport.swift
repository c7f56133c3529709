import Domain
import Foundation
import Store

/// Runs the import of a CSV file and reports it: what `import archives`, `import units` and `import contacts` have in common.
enum FileImport {
  static let refused = Parameter<String>.path(
    "refused", "拒收清单",
    Text(zh: "把拒收的行及原因全部写入这个 CSV 文件", en: "writes every refused line with its problems to this CSV file"),
    arity: .optional)

  /// - Parameters:
  ///   - title: what the progress line says.
  ///   - owner: what the import is called where only the owner of the database may do it; nil where staff may.
  ///   - importer: for a connection and the name of this run.
  static func run(
    _ context: ConsoleContext, _ input: CommandInput, file path: String, title: Text, owner action: String? = nil,
    importer: @Sendable (ReviewStore, UUID) -> any FileImporter
  ) async throws -> CommandOutput {
    let language = context.language
    let list = try input[refused].map { try RefusedLinesFile(path: $0, language: language) }
    let run = UUID()
    let (progress, found) = try await ProgressLine.during(title, context) { line in
      // Safe to do twice: what went in before the connection broke is found unchanged.
      try await change(context, owner: action) { store in
        var found = RefusedLines()
        try list?.begin()
        do {
          let progress = try await importer(store, run).run(file: path) { number, problems in
            found.add(number, problems)
            if problems.contains(where: { $0.severity == .error }) { try list?.add(number, problems) }
          } onProgress: { progress in
            line.show(progress.lines, fraction: Double(progress.bytesRead) / Double(max(1, progress.bytesInAll)))
          }
          try list?.end()
          return (progress, found)
        } catch ImportFailure.store(_, let failure) {
          throw failure
        }
      }
    }
    return output(progress, found, list: try input[refused], language)
  }

  private static func change<Result: Sendable>(
    _ context: ConsoleContext, owner action: String?, _ work: @Sendable (ReviewStore) async throws -> Result
  ) async throws -> Result {
    guard let action else { return try await context.change(repeatable: true, work) }
    return try await context.asOwnerAlone(action, work)
  }

  private static func output(
    _ progress: ImportProgress, _ found: RefusedLines, list: String?, _ language: Language
  ) -> CommandOutput {
    let counts = Text(
      zh: "新增 \(progress.added)，更新 \(progress.updated)，未变 \(progress.unchanged)",
      en: "\(progress.added) added, \(progress.updated) updated, \(progress.unchanged) unchanged")
    return CommandOutput(
      blocks: found.isEmpty ? [] : [.table(found.table(language))],
      json: [
        "added": .integer(progress.added), "updated": .integer(progress.updated),
        "unchanged": .integer(progress.unchanged), "refused_lines": .integer(progress.refused),
        "refused": found.json(language),
      ],
      talk: found.talk(counts, wholly: Text(zh: counts.zh + "。", en: counts.en + "."), list: list),
      exitCode: found.exitCode)
  }
}
