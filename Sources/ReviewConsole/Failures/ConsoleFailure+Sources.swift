import Domain
import Foundation
import PostgreSQL
import Reports
import Spreadsheet
import Store

extension ConsoleFailure {
  /// Any error as a failure of ours.
  init(_ error: any Error) {
    switch error {
    case let failure as ConsoleFailure: self = failure
    case is CancellationError: self = .cancelled
    case let failure as StoreFailure: self.init(failure)
    case let failure as AccessFailure: self.init(failure)
    case let failure as MigrationFailure: self.init(failure)
    case let failure as ClusterFailure:
      self = failure == .cancelled ? .cancelled : .noConnection(.cluster(failure.text))
    case let failure as ImportFailure: self.init(failure)
    case let failure as ProfileFailure: self = .profile(failure)
    case let failure as ReportFailure: self = .report(failure.message)
    case let failure as ExportFailure: self.init(failure)
    case let failure as FileFailure: self.init(failure)
    case let error as DatabaseError: self.init(error)
    default: self = .unexpected(debug: "\(type(of: error)): \(error)")
    }
  }

  private init(_ failure: StoreFailure) {
    switch failure {
    case .refused(let refusal):
      // A login that is no staff is told so, instead of which role it lacks.
      let isStranger = refusal.word == .notPermitted && refusal["role"] == nil
      self = isStranger ? .notStaff(user: nil) : .refused(refusal)
    case .database(let error): self.init(error)
    case .unreadable(let what): self = .unexpected(debug: "unreadable: \(what)")
    }
  }

  private init(_ failure: AccessFailure) {
    switch failure {
    case .cluster(let failure): self.init(failure as any Error)
    case .migration(let failure): self.init(failure)
    case .database(let error): self.init(error)
    }
  }

  private init(_ failure: ImportFailure) {
    switch failure {
    case .unreadable(let path, let code): self = .file(path: path, problem: FileProblem(errno: code))
    case .lineTooLong(let line, let limit):
      self = .unavailable(
        Text(
          zh: "第 \(line) 行超过 \(limit) 字节，不是申报数据。", en: "Line \(line) is longer than \(limit) bytes and no submission."),
        hint: Text(zh: "每行一份申报（JSON）。之前的行已经导入。", en: "One submission (JSON) a line. The lines before it are in."))
    case .encoding(let name):
      self = .unavailable(
        Text(
          zh: "文件不是 UTF-8 编码\(name.map { "，像是 \($0)" } ?? "")，没有导入。",
          en: "The file is not UTF-8\(name.map { " but seems to be \($0)" } ?? ""); nothing was imported."),
        hint: Text(
          zh: "请先转换为 UTF-8：在表格软件中另存为“CSV UTF-8”，或 iconv -f \(name ?? "GB18030") -t UTF-8 旧文件 > 新文件。",
          en: "Please convert it to UTF-8 first: iconv -f \(name ?? "GB18030") -t UTF-8 OLD > NEW."))
    case .header(let problem): self = .unavailable(problem.text, hint: problem.advice)
    case .store(_, let failure): self.init(failure)
    case .cancelled: self = .cancelled
    }
  }

  private init(_ failure: MigrationFailure) {
    switch failure {
    case .database(let error) where error.sqlState == SQLState.diskFull:
      self = .unavailable(
        Text(zh: "数据库所在的磁盘满了，没有改动。", en: "The database's disk is full; nothing was changed."),
        hint: Text(zh: "腾出空间后再试。", en: "Make room and try again."))
    case .database(let error): self.init(error)
    case .locked, .leanedOn, .notOwned, .notOwner, .lacksRight:
      self = .unavailable(failure.text, hint: failure.advice ?? failure.text)
    default: self = .noConnection(.schema(failure.text, next: failure.advice))
    }
  }

  private init(_ error: DatabaseError) {
    switch error.kind {
    case .invalidSettings: self = .noConnection(.badAddress)
    case .cannotConnect: self = .noConnection(.cannotConnect)
    // 28P01 is a wrong password; 28000 comes before one (pg_hba.conf) or after it (NOLOGIN).
    case .authentication where error.sqlState == SQLState.invalidAuthorization: self = .noConnection(.notAdmitted)
    case .authentication: self = .noConnection(.wrongPassword(user: nil))
    case .connectionLost: self = .noConnection(.lost)
    case .cancelled: self = .cancelled
    default:
      switch error.sqlState {
      case SQLState.undefinedTable, SQLState.invalidSchemaName, SQLState.invalidCatalogName,
        SQLState.undefinedFunction:
        self = .noConnection(
          .schema(Text(zh: "这个数据库还没有建好，或者版本不对。", en: "This database is not set up, or is of another version.")))
      default: self = .database(code: error.sqlState, message: error.message)
      }
    }
  }
}

extension ClusterFailure {
  /// What stands in the way, for people.
  var text: Text {
    switch self {
    case .programsMissing(_, let package):
      Text(
        zh: "没有安装 PostgreSQL（apt-get install \(package)）。",
        en: "PostgreSQL is not installed (apt-get install \(package)).")
    case .versionMismatch(let data, let installed, let package):
      Text(
        zh: "数据目录是 PostgreSQL \(data) 的，本机装的是 \(installed.map(String.init).joined(separator: "、"))（可装 \(package)）。",
        en: "The data are of PostgreSQL \(data), installed is \(installed.map(String.init).joined(separator: ", ")) "
          + "(install \(package)).")
    case .accountMissing(let name):
      Text(
        zh: "PostgreSQL 不能以 root 运行，而系统没有账号 \(name)。",
        en: "PostgreSQL refuses to run as root and there is no OS account \(name).")
    case .directoryNotPassable(let path, let account):
      Text(
        zh: "账号 \(account) 进不去目录 \(path)，请设置 REVIEW_STATE_DIR。",
        en: "The account \(account) may not pass \(path); set REVIEW_STATE_DIR.")
    case .fileUnusable(let path, let code):
      Text(zh: "不能使用 \(path)（errno \(code)）。", en: "\(path) cannot be used (errno \(code)).")
    case .directoryNotOurs(let path):
      Text(zh: "目录 \(path) 属于别人，不安全。", en: "The directory \(path) belongs to somebody else.")
    case .busy: Text(zh: "另一个程序正在启动或停止它，请稍后再试。", en: "Another program is starting or stopping it; try again.")
    case .programFailed(let program, _, let log):
      Text(
        zh: "\(program) 没有成功\(log.map { "，日志见 \($0)" } ?? "")。",
        en: "\(program) failed\(log.map { "; see \($0)" } ?? "").")
    case .database: Text(zh: "服务器已启动，但建库没有成功。", en: "The server runs, but setting it up failed.")
    case .cancelled: Text(zh: "已中断。", en: "Interrupted.")
    }
  }
}
