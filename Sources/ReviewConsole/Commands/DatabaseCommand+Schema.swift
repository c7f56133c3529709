import Domain
import PostgreSQL
import Store

extension DatabaseCommand {
  static func migrate(_ context: ConsoleContext, isDryRun: Bool, repairs: Bool) async throws -> CommandOutput {
    try await withOwner(context) { connection, migrator in
      let planned = try await migrator.plan(connection)
      let plan = JSONDocument.array(planned.map { .string($0) })
      guard !isDryRun else {
        return CommandOutput(
          blocks: planned.isEmpty ? [] : [.verbatim(planned.joined(separator: "\n"))],
          json: ["planned": plan, "applied": []],
          talk: [
            .hint(Text(zh: "有 \(planned.count) 步要做；没有改动。", en: "\(planned.count) steps to do; nothing was changed."))
          ])
      }
      let outcome = try await migrated(context, connection, migrator, repairs: repairs)
      let rows = outcome.changedRows.values.reduce(0, +)
      return CommandOutput(
        json: [
          "planned": plan, "applied": .array(outcome.steps.map { .string($0) }), "reference_rows": .integer(rows),
          "newer_build": outcome.newerBuild.map { .integer($0) } ?? .null,
        ],
        talk: [.done(summary(of: outcome, rows: rows))])
    }
  }

  static func validate(_ context: ConsoleContext) async throws -> CommandOutput {
    let found = try await withOwner(context) { connection, migrator in try await migrator.validate(connection) }
    let json: JSONDocument = [
      "valid": .bool(found.isRight),
      "newer_build": found.newerBuild.map { .integer($0) } ?? .null,
      "pending": .array(found.pending.map { .string($0) }),
      "differences": .array(
        found.differences.map {
          [
            "object": .string($0.object), "kind": .string($0.kind.rawValue),
            "repairable": .bool(!found.beyondRepair.contains($0)),
          ]
        }),
      "notices": .array(found.notices.map { .string($0) }),
    ]
    if let newer = found.newerBuild {
      return CommandOutput(
        json: json,
        talk: [
          .warning(
            Text(
              zh: "数据库是更新的程序建立的（第 \(newer) 版表结构），本程序无法校验。",
              en: "The schema is that of a newer program (\(newer)): not compared."))
        ], exitCode: .failed)
    }
    guard found.pending.isEmpty else {
      return CommandOutput(
        blocks: [.verbatim(found.pending.joined(separator: "\n"))], json: json,
        talk: [
          .warning(
            Text(
              zh: "还有 \(found.pending.count) 步升级要做，做完才能校验：数据库 升级（database migrate）。",
              en: "\(found.pending.count) steps to do before the schema can be compared: database migrate."))
        ], exitCode: .failed)
    }
    guard found.differences.isEmpty else {
      return CommandOutput(
        blocks: [.table(table(of: found.differences, context.language))], json: json,
        talk: [.warning(changed(found))] + yours(found.notices), exitCode: .failed)
    }
    return CommandOutput(
      json: json, talk: [.done(Text(zh: "表结构与程序一致。", en: "Schema and program agree."))] + yours(found.notices))
  }

  /// How much was changed, and what puts it right.
  private static func changed(_ found: Migrator.Validation) -> Text {
    let (all, beyond) = (found.differences.count, found.beyondRepair.count)
    let start = Text(
      zh: "表结构有 \(all) 处与程序不一致：有人改过数据库。",
      en: "\(all) objects are not what the program makes of them: somebody changed the database. ")
    let end =
      if case .failed(let name, let error)? = found.obstacle {
        Text(
          zh: "--修复 现在恢复不了：表被改过，\(name) 执行不下去（\(error.sqlState ?? "")：\(error.message)）。请所有者先在 psql 中把表改回来。",
          en:
            "--repair cannot put them right: tables were changed, so that \(name) does not run (\(error.sqlState ?? ""): "
            + "\(error.message)). The owner must undo that in psql first.")
      } else if let obstacle = found.obstacle {
        Text(
          zh: "--修复 现在恢复不了：\(obstacle.text.zh)\(obstacle.advice?.zh ?? "")",
          en: "--repair cannot put them right: \(obstacle.text.en) \(obstacle.advice?.en ?? "")")
      } else if beyond == 0 {
        Text(
          zh: "查清后执行 数据库 升级 --修复（database migrate --repair）恢复。",
          en: "When you know who, database migrate --repair puts them right."
        )
      } else if beyond < all {
        Text(
          zh:
            "查清后执行 数据库 升级 --修复（database migrate --repair），可以恢复其中 \(all - beyond) 处；其余的（\(names(found.beyondRepair))）要所有者在 psql 中改回来。",
          en:
            "When you know who, database migrate --repair puts \(all - beyond) of them right; the owner must undo the rest in psql "
            + "(\(names(found.beyondRepair))).")
      } else {
        Text(
          zh: "--修复 恢复不了这些，要所有者在 psql 中改回来。",
          en: "--repair does not put these right: the owner must undo them in psql.")
      }
    return Text(zh: start.zh + end.zh, en: start.en + end.en)
  }

  private static func names(_ differences: [SchemaDifference]) -> String {
    differences.prefix(3).map(\.object).joined(separator: "、") + (differences.count > 3 ? " …" : "")
  }

  /// What may be somebody's own: said, and no failure.
  private static func yours(_ notices: [String]) -> [Notice] {
    notices.map { .hint(Text(zh: "请确认这是你们自己的：\($0)", en: "Is this yours: \($0)")) }
  }

  private static func table(of differences: [SchemaDifference], _ language: Language) -> Table {
    Table(
      columns: [.init("kind", Text(zh: "情况", en: "KIND")), .init("object", Text(zh: "对象", en: "OBJECT"))],
      rows: differences.map { difference in
        let kind =
          switch difference.kind {
          case .missing: Text(zh: "缺少", en: "missing")
          case .extra: Text(zh: "多出", en: "extra")
          case .changed: Text(zh: "被改过", en: "changed")
          }
        return [.named(kind(language), code: difference.kind.rawValue, mark: .warning), .text(difference.object)]
      })
  }

  /// Somebody may be in the way: a person at a terminal may have them ended.
  private static func migrated(
    _ context: ConsoleContext, _ connection: Connection, _ migrator: Migrator, repairs: Bool
  ) async throws -> Migrator.Outcome {
    let (say, language) = (context.terminal.say, context.language)
    while true {
      do {
        return try await migrator.migrate(connection, trusts: false, repairs: repairs) {
          say("… \($0.text(language))\n")
        }
      } catch {
        guard case .locked(let holders) = error, let holder = holders.first, holder.prepared == nil,
          context.terminal.canAsk
        else {
          throw error
        }
        try await context.confirm(
          Text(
            zh: "数据库正被 \(holder.text.zh)占用。结束这个会话吗？它没有提交的改动会作废。",
            en: "The database is held by \(holder.text.en). End that session? What it has not committed is undone."))
        try await holder.end(connection)
      }
    }
  }

  private static func summary(of outcome: Migrator.Outcome, rows: Int) -> Text {
    if let newer = outcome.newerBuild {
      return Text(
        zh: "数据库是更新的程序建立的（第 \(newer) 版表结构），没有改动；本程序还可以用，请尽快更新。",
        en:
          "The schema is that of a newer program (\(newer)); nothing was changed. This program may go on; update it soon."
      )
    }
    guard !outcome.steps.isEmpty else {
      return Text(zh: "表结构和基础数据已是最新。", en: "Schema and reference data are up to date.")
    }
    let gone = outcome.functions.filter { $0.hasSuffix("(gone)") }.count
    let made = outcome.functions.count - gone
    var done: [Text] = []
    if !outcome.tables.isEmpty {
      done.append(Text(zh: "表结构 \(outcome.tables.count) 个文件", en: "\(outcome.tables.count) files of tables"))
    }
    if made > 0 { done.append(Text(zh: "函数 \(made) 个", en: "\(made) functions")) }
    if gone > 0 { done.append(Text(zh: "删除函数 \(gone) 个", en: "\(gone) functions dropped")) }
    if outcome.doors { done.append(Text(zh: "权限和视图", en: "rights and views")) }
    if outcome.reference { done.append(Text(zh: "基础数据 \(rows) 行", en: "\(rows) reference rows")) }
    return Text(
      zh: "完成：\(done.map(\.zh).joined(separator: "，"))。", en: "Done: \(done.map(\.en).joined(separator: ", ")).")
  }

  static func withOwner<Result>(
    _ context: ConsoleContext, prepared: Bool = false, _ work: (Connection, Migrator) async throws -> Result
  ) async throws -> Result {
    if case .privateCluster(let cluster) = try await context.database.place().place { _ = try await cluster.start() }
    return try await context.asOwner(prepared: prepared) {
      try await work($0, Migrator(reference: ReferenceData.source(context.catalogue)))
    }
  }
}
