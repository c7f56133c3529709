import Domain
import Store

extension AccessFailure {
  /// Why the server cannot start, and what to do.
  var text: Text {
    switch self {
    case .cluster(let failure):
      Text(
        zh: "本机的私有数据库没有启动（\(failure.word)）。运行 scripts/console status 可以看到原因和办法。",
        en: "The private database did not start (\(failure.word)). scripts/console status tells why and what to do.")
    case .migration(.tooOld(let build, let admits)):
      Text(
        zh: "数据库是更新的程序建立的（第 \(build) 版表结构），只接受第 \(admits) 版以后的程序。请更新本程序。",
        en: "The database is of a newer program (schema \(build)), which admits programs from \(admits) on. "
          + "Update this program.")
    case .migration(.standby):
      Text(
        zh: "这是只读备库，端点要连接主库。请检查 REVIEW_DATABASE_URL。",
        en: "This is a read-only standby; the endpoint needs the primary. Check REVIEW_DATABASE_URL.")
    case .migration:
      Text(
        zh: "数据库没有更新成功，没有任何改动。请运行 scripts/console database migrate 查看原因。",
        en: "The database could not be brought up to date; nothing was changed. See scripts/console database migrate.")
    case .database(let error) where error.kind == .authentication:
      Text(
        zh: "数据库不接受这个账号或密码。请检查 REVIEW_DATABASE_URL：账号应是 review_intake 的成员。",
        en: "The database does not accept this login. Check REVIEW_DATABASE_URL: it names a member of review_intake.")
    case .database(let error) where error.kind == .invalidSettings:
      Text(
        zh: "REVIEW_DATABASE_URL 的写法不对，应如 postgresql://账号@主机/库名。",
        en: "REVIEW_DATABASE_URL is not right; it looks like postgresql://user@host/database.")
    case .database(let error):
      Text(zh: "连不上数据库（\(error.description)）。", en: "The database cannot be reached (\(error.description)).")
    }
  }
}

extension ClusterFailure {
  /// The name of the case, without paths.
  fileprivate var word: String {
    switch self {
    case .programsMissing(_, let package): "PostgreSQL is not installed: apt-get install \(package)"
    case .versionMismatch(_, _, let package): "PostgreSQL of another version: apt-get install \(package)"
    case .accountMissing(let name): "no account \(name)"
    case .directoryNotPassable(let path, let account): "\(account) may not pass \(path)"
    case .fileUnusable(let path, let code): "\(path): errno \(code)"
    case .directoryNotOurs(let path): "\(path) belongs to somebody else"
    case .busy: "busy"
    case .programFailed(let program, _, _): "\(program) failed"
    case .database(let error): error.description
    case .cancelled: "cancelled"
    }
  }
}
