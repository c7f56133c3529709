import Domain
import Foundation
import Store

extension MigrationFailure {
  /// What stands in the way, for people.
  var text: Text {
    func list(_ names: [String]) -> String { names.joined(separator: "、") }
    return switch self {
    case .unreadable(let file):
      Text(zh: "程序自带的 \(file) 读不出来，请重新安装。", en: "The program's own \(file) cannot be read; install it again.")
    case .misnumbered(let names):
      Text(zh: "表结构文件编号不连续：\(list(names))。", en: "The schema's files are misnumbered: \(list(names)).")
    case .duplicate(let names):
      Text(zh: "有两个文件定义同一个函数：\(list(names))。", en: "Two files declare the same function: \(list(names)).")
    case .edited(let names):
      Text(zh: "这些升级文件执行后被改过：\(list(names))。", en: "Edited after they were applied: \(list(names)).")
    case .missing(let names):
      Text(zh: "数据库执行过程序没有的升级：\(list(names))。", en: "The database has had migrations unknown here: \(list(names)).")
    case .newer(let names):
      Text(zh: "数据库比程序新（\(list(names))），请升级程序。", en: "The database is newer than the program (\(list(names))).")
    case .skipped(let names): Text(zh: "有升级被跳过：\(list(names))。", en: "Migrations were skipped: \(list(names)).")
    case .incompleteHistory(let last, let missing, let needed):
      Self.incomplete(last, missing.map(String.init), needed)
    case .tooOld(let build, let admits):
      Text(
        zh: "数据库是更新的程序建立的（第 \(build) 版表结构），只接受第 \(admits) 版以后的程序；没有改动。",
        en:
          "The database is of a newer program (schema \(build)), which admits programs from \(admits) on; nothing was changed."
      )
    case .undeclared(let functions):
      Text(
        zh: "数据库里有程序不认识的函数：\(list(functions))。请移到别的 schema 或删除后再升级；没有改动。",
        en:
          "The schema holds functions that no file declares: \(list(functions)). Move them to another schema or drop them; "
          + "nothing was changed.")
    case .strangeViews(let views):
      Text(
        zh: "数据库里有程序不认识的视图：\(list(views))。请移到别的 schema 或删除后再升级；没有改动。",
        en:
          "The schema holds views that the program did not make: \(list(views)). Move them to another schema or drop them; "
          + "nothing was changed.")
    case .madeBeside(let functions):
      Text(
        zh: "有文件还定义了与文件不同名的函数：\(list(functions))；一个文件只能有一个函数。已撤销。",
        en:
          "A file makes functions beside the one of its name: \(list(functions)); a file has one function. All was undone."
      )
    case .misnamed(let file):
      Text(
        zh: "\(file).sql 里没有与文件同名的函数，全部撤销，没有改动。", en: "\(file).sql makes no function of its own name; undone.")
    case .open(let functions):
      Text(
        zh: "这些函数人人可以调用：\(list(functions))，全部撤销，没有改动。",
        en: "Everybody may call these functions: \(list(functions)); undone.")
    case .broken(let function, let reason):
      Text(
        zh: "函数 \(function) 与表结构不符（\(reason)），全部撤销，没有改动。",
        en: "Function \(function) does not fit the schema (\(reason)); undone.")
    case .failed(let name, let error):
      Text(
        zh: "\(name) 没有成功（\(error.sqlState ?? "")：\(error.message)），全部撤销，没有改动。",
        en: "\(name) failed (\(error.sqlState ?? ""): \(error.message)); all was undone.")
    case .referenceFailed(let table, let error):
      Text(
        zh: "基础数据 \(table) 没有写成（\(error.sqlState ?? "")），已撤销。",
        en: "Reference data \(table) failed (\(error.sqlState ?? "")) and was undone.")
    case .locked(let holders):
      holders.first.map { holder in
        Text(
          zh: "数据库正被 \(holder.text.zh)占用，没有改动。", en: "The database is held by \(holder.text.en); nothing was changed.")
      }
        ?? Text(
          zh: "数据库被占用，没能看出是谁；没有改动。", en: "The database is held, and it could not be seen by whom; nothing was changed.")
    case .endsTransaction(let file):
      Text(
        zh: "\(file).sql 自己开始或结束事务，中途失败就不能全部撤销，所以没有执行；没有改动。",
        en:
          "\(file).sql begins or ends a transaction by itself, so a failure could not be undone; it was not run, nothing was changed."
      )
    case .wrongEncoding(let encoding):
      Text(
        zh: "数据库的编码是 \(encoding)，不是 UTF8，汉字会被截断；没有改动。",
        en: "The database's encoding is \(encoding), not UTF8, which would cut Chinese characters; nothing was changed."
      )
    case .leanedOn(let objects):
      Text(
        zh: "\(list(objects)) 用到了要重建的东西，服务器因此不让改；没有改动。",
        en: "\(list(objects)) lean on what is to be made anew, so the server refused; nothing was changed.")
    case .notOwned(let commands):
      Text(
        zh: "数据库里有 \(commands.count) 个对象不属于 schema 的所有者，改不了；没有改动。",
        en: "\(commands.count) objects of the schema are not its owner's and cannot be changed; nothing was changed.")
    case .notOwner(let owner):
      Text(
        zh: "这个账号不是数据库的所有者 \(owner)，不能升级或校验；没有改动。",
        en: "This login is not the schema's owner \(owner) and cannot migrate or validate; nothing was changed.")
    case .lacksRight(let name, let error, _):
      Text(
        zh: "所有者权限不够，\(name) 没有成功（\(error.message)）；没有改动。",
        en: "The owner lacks a right for \(name) (\(error.message)); nothing was changed.")
    case .lost(let functions):
      Text(
        zh: "这些函数建好后又被后面的文件删掉了：\(list(functions))，全部撤销，没有改动。",
        en: "Functions that were made were gone at the end: \(list(functions)); undone.")
    case .standby:
      Text(zh: "只读备库，不能在这里工作；没有改动。", en: "This is a read-only standby; nothing was changed.")
    case .database: Text(zh: "数据库没有回答。", en: "The database did not answer.")
    }
  }

  /// What to do; nil where `database validate` and `database migrate` are the way on.
  var advice: Text? {
    switch self {
    case .locked(let holders):
      holders.first.map { holder in
        if let name = holder.prepared?.replacing("'", with: "''") {
          return Text(
            zh: "这是一个没有了结的两阶段事务。问清是谁的，然后在 psql 中 ROLLBACK PREPARED '\(name)'; 或 COMMIT PREPARED '\(name)';",
            en:
              "It is a prepared transaction that nobody ended. Ask whose it is, then in psql: ROLLBACK PREPARED '\(name)'; "
              + "or COMMIT PREPARED '\(name)';")
        }
        return Text(
          zh: "等它做完再试；确认它已经没有人用，可以在终端里再执行一次 数据库 升级（database migrate）并按提示结束它，"
            + "或在 psql 中 SELECT pg_terminate_backend(\(holder.process));",
          en:
            "Try again when it is done. If nobody needs it, run database migrate at a terminal and let it be ended, or in psql: "
            + "SELECT pg_terminate_backend(\(holder.process));")
      } ?? Text(zh: "请再试一次。", en: "Try again.")
    case .wrongEncoding:
      Text(
        zh: "新建数据库时指定编码：CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0;",
        en: "Make the database with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0;")
    case .tooOld, .newer: Text(zh: "请安装新版的程序。", en: "Install the newer program.")
    case .incompleteHistory:
      Text(zh: "先用当时的程序执行 数据库 升级（database migrate）。", en: "Run database migrate with a program of that time first.")
    case .undeclared(let functions):
      Text(
        zh: "例如：ALTER FUNCTION \(functions.first ?? "") SET SCHEMA public;",
        en: "For example: ALTER FUNCTION \(functions.first ?? "") SET SCHEMA public;")
    case .leanedOn(let objects):
      Text(
        zh: "先记下它们的定义并删除（视图：SELECT pg_get_viewdef('\(Self.bare(objects))'); DROP VIEW \(Self.bare(objects));），升级后再建。",
        en:
          "Keep their definitions and drop them (a view: SELECT pg_get_viewdef('\(Self.bare(objects))'); DROP VIEW \(Self.bare(objects));), "
          + "then make them again.")
    case .notOwned(let commands):
      Text(
        zh: "请超级用户执行：\(commands.prefix(5).joined(separator: " "))\(commands.count > 5 ? " …" : "")",
        en: "As a superuser: \(commands.prefix(5).joined(separator: " "))\(commands.count > 5 ? " …" : "")")
    case .notOwner(let owner):
      Text(zh: "请用所有者登录：--user \(owner)。", en: "Log in as the owner: --user \(owner).")
    case .lacksRight(_, _, let commands):
      commands.isEmpty
        ? Text(zh: "请超级用户看看所有者的权限。", en: "Ask a superuser to look at the owner's rights.")
        : Text(
          zh: "请超级用户执行：\(commands.joined(separator: " "))", en: "As a superuser: \(commands.joined(separator: " "))")
    case .standby:
      Text(zh: "请连接主库（REVIEW_DATABASE_URL）。", en: "Connect to the primary (REVIEW_DATABASE_URL).")
    case .lost, .failed, .misnamed, .madeBeside, .endsTransaction, .open, .broken, .misnumbered, .duplicate:
      Text(
        zh: "database validate 会指出有没有人改过表；没有的话，错在程序自带的 SQL 文件，请把这句话告诉提供程序的人。",
        en:
          "database validate tells whether somebody changed the tables; if not, the fault is in the program's own SQL files: tell "
          + "whoever made them.")
    case .strangeViews(let views):
      Text(
        zh: "例如：ALTER VIEW \(views.first ?? "") SET SCHEMA public;",
        en: "For example: ALTER VIEW \(views.first ?? "") SET SCHEMA public;")
    case .unreadable:
      Text(zh: "请重新安装程序，连同它的资源文件夹。", en: "Install the program again, with its resource folders.")
    case .edited, .missing, .skipped, .referenceFailed:
      Text(
        zh: "请核对程序和数据库是否是同一套：数据库 状态（database status）。",
        en: "See whether program and database belong together: database status."
      )
    case .database: nil
    }
  }

  /// `public.mine` of `view public.mine`.
  private static func bare(_ objects: [String]) -> String {
    objects.first.map {
      $0.split(separator: " ").dropFirst($0.hasPrefix("materialized") ? 2 : 1).joined(separator: " ")
    } ?? ""
  }

  private static func incomplete(_ last: String, _ missing: [String], _ needed: String) -> Text {
    guard missing.isEmpty else {
      return Text(
        zh: "这个数据库是早期版本建立的，升级记录缺第 \(missing.joined(separator: "、")) 个，不完整，本程序不接手；没有改动。",
        en:
          "This database is of an early version and its record lacks \(missing.joined(separator: ", ")): not taken over. "
          + "Nothing was changed.")
    }
    return Text(
      zh: "这个数据库是早期版本建立的，只升级到 \(last)，要升级到 \(needed) 本程序才能接手；没有改动。",
      en:
        "This database is of an early version and only at \(last); this program takes over from \(needed). Nothing was changed."
    )
  }
}

extension LockHolder {
  /// Who it is, what it holds and since when.
  var text: Text {
    let program = [application, address].compactMap(\.self).joined(separator: " ")
    if let prepared {
      return Text(zh: "\(user) 的预备事务 \(prepared) ", en: "\(user)'s prepared transaction \(prepared)")
    }
    let held = tables.prefix(3).joined(separator: ", ")
    let time = since.map { Timestamp.minute($0) }
    let facts = [held.isEmpty ? nil : "表 \(held)", time.map { "\($0) 起" }].compactMap(\.self)
    let factsEnglish = [held.isEmpty ? nil : "on \(held)", time.map { "since \($0)" }].compactMap(\.self)
    return Text(
      zh: "\(user)\(program.isEmpty ? " " : "（\(program)）")的会话 \(process)"
        + (facts.isEmpty ? " " : "（\(facts.joined(separator: "，"))）"),
      en: "\(user)\(program.isEmpty ? "" : " (\(program))"), session \(process)"
        + factsEnglish.map { " \($0)" }.joined())
  }
}

extension Migrator.Step {
  /// What is being done.
  var text: Text {
    switch self {
    case .table(let name): Text(zh: name, en: name)
    case .functions(let count): Text(zh: "\(count) 个函数", en: "\(count) functions")
    case .doors: Text(zh: "权限和视图", en: "rights and views")
    case .reference: Text(zh: "基础数据", en: "reference data")
    }
  }
}
