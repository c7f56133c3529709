import Domain
import Store

extension DatabaseCommand {
  /// `database audit`: what was acknowledged is there, and all agrees with all. Exit code 1 where something does not.
  static func audit(_ context: ConsoleContext, repairs: Bool) async throws -> CommandOutput {
    let attachments = try await context.database.place().attachments
    let results = try await withOwner(context, prepared: true) { connection, _ in
      try await Reconciliation.run(connection, attachments: attachments, repairs: repairs)
    }
    return output(results, context.language)
  }

  static func output(_ results: [ReconciliationResult], _ language: Language) -> CommandOutput {
    let table = Table(
      columns: [
        .init("check", Text(zh: "核对", en: "COMPARED"), yields: 1, minimum: 20),
        .init("total", Text(zh: "件数", en: "LOOKED AT"), alignment: .right),
        .init("off", Text(zh: "对不上", en: "OFF"), alignment: .right),
        .init("repaired", Text(zh: "已修复", en: "REPAIRED"), alignment: .right, drops: 1),
        .init("examples", Text(zh: "例", en: "EXAMPLES"), audience: .machines),
      ],
      rows: results.map { result in
        [
          .named(result.check.title(language), code: result.check.rawValue), .integer(result.total),
          .integer(result.off, mark: result.isOff ? .bad : nil), .integer(result.repaired),
          .text("", machine: .array(result.examples.map { .string($0) })),
        ]
      })
    let off = results.filter(\.isOff)
    let lists = off.flatMap { result in
      CommandOutput.findings(result.check.title, result.examples, of: result.off, advice: result.check.advice)
    }
    return CommandOutput(
      blocks: [.table(table)] + lists, json: table.json,
      talk: [
        off.isEmpty
          ? .done(Text(zh: "全部对得上。", en: "All agrees."))
          : .warning(
            Text(zh: "有 \(off.count) 类对不上，见上。", en: "\(off.count) kinds do not agree; see above."))
      ], exitCode: off.isEmpty ? .done : .failed)
  }
}
