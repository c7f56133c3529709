import Domain

extension ConnectionProblem {
  var explanation: Explanation {
    switch self {
    case .cannotConnect:
      Explanation(
        "连不上数据库。", "The database cannot be reached.",
        next: Text(
          zh: "请检查网络和 REVIEW_DATABASE_URL；本机数据库可用 数据库 状态（database status）查看。",
          en: "Check the network and REVIEW_DATABASE_URL; see database status for the private one."))
    case .wrongPassword(let user):
      Explanation(
        "账号\(user.map { " \($0) " } ?? "")或密码不对。",
        "The account\(user.map { " \($0)" } ?? "") or its password is wrong.",
        next: Text(zh: "请核对账号；忘记密码请找管理员重设。", en: "Check the account; an administrator can set a new password."))
    case .notAdmitted:
      Explanation(
        "服务器不让这个账号这样登录：账号可能已停用，或者服务器要求加密连接。",
        "The server does not admit this account in this way: it may be disabled, or the server wants TLS.",
        next: Text(
          zh: "请管理员查看 人员 列表（staff list）；数据库地址中请写 sslmode=verify-full。",
          en: "An administrator looks at staff list; write sslmode=verify-full in the database address."))
    case .lost:
      Explanation(
        "与数据库的连接断了，这一步可能没有完成。", "The connection to the database was lost; this may not be done.",
        next: Text(zh: "请重新输入一次：重复执行是安全的，不会办两次。", en: "Enter it again: repeating is safe, nothing is done twice."))
    case .badAddress:
      Explanation(
        "数据库地址写得不对。", "The database address is not right.",
        next: Text(
          zh: "形如 postgresql://主机:5432/数据库名。", en: "It looks like postgresql://host:5432/database."))
    case .cluster(let why):
      Explanation(
        "本机数据库没能启动：\(why.zh)", "The private database could not be started: \(why.en)",
        next: Text(zh: "输入 数据库 状态（database status）查看详情。", en: "See database status."))
    case .schema(let why, let next):
      Explanation(
        why.zh, why.en,
        next: next
          ?? Text(
            zh: "请管理员执行 数据库 校验（database validate）查看、数据库 升级（database migrate）升级；本机演示数据库可用 数据库 清空（database reset）重来。",
            en:
              "An administrator runs database validate and database migrate; a private demo can start over with database reset."
          ))
    }
  }
}
