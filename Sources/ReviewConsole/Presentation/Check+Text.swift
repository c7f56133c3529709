import Domain
import Store

extension Check {
  /// What is as it should be where nothing is found.
  var title: Text {
    switch self {
    case .transport: Text(zh: "到服务器的连接是加密的", en: "The connection to the server is encrypted")
    case .trust: Text(zh: "没有人不用密码就能登录", en: "Nobody logs in without a password")
    case .passwordRules:
      Text(zh: "pg_hba.conf 只收加密连接和 SCRAM 密码", en: "pg_hba.conf takes encrypted connections and SCRAM only")
    case .encryption: Text(zh: "新密码按 SCRAM 保存", en: "New passwords are kept as SCRAM")
    case .verifiers: Text(zh: "账号的密码都按 SCRAM 保存", en: "All logins have SCRAM passwords")
    case .ownerSuperuser: Text(zh: "表结构的属主不是超级用户", en: "The owner of the schema is no superuser")
    case .ownerPrograms:
      Text(zh: "属主不能在服务器上运行程序或读写文件", en: "The owner runs no programs and reads no files of the server")
    case .ownerMakesRoles: Text(zh: "属主建账号的权力管不到系统角色", en: "The owner's CREATEROLE stops at the server's own roles")
    case .staffPowers: Text(zh: "工作人员的账号没有额外权力", en: "Logins of staff have no further powers")
    case .strangers: Text(zh: "审核权限只在登记过的账号手里", en: "Only logins of staff have the rights of staff")
    case .ended: Text(zh: "停用的账号已不能登录", en: "Disabled logins cannot log in")
    case .publicSchema: Text(zh: "不是谁都能在 public 中建对象", en: "Not everybody may create in public")
    case .prepared: Text(zh: "没有两阶段事务", en: "No prepared transactions")
    case .idle: Text(zh: "忘记结束的事务会自动结束", en: "Forgotten transactions end by themselves")
    case .idleNow: Text(zh: "现在没有闲置五分钟以上的事务", en: "No transaction has been idle for five minutes")
    case .failedLogins: Text(zh: "服务器日志记下谁从哪里登录", en: "The server's log says who logged in from where")
    case .statementLog: Text(zh: "服务器日志不记语句和密码", en: "The server's log keeps no statements and passwords")
    case .durability: Text(zh: "提交的内容断电也不丢", en: "What is committed survives a power cut")
    case .checksums: Text(zh: "数据页有校验和", en: "Data pages have checksums")
    case .temporaryFiles: Text(zh: "一条语句写不满磁盘", en: "No statement can fill the disk")
    case .attachments: Text(zh: "材料目录只有程序自己能进", en: "Only the programs enter the folder of attachments")
    case .calendar: Text(zh: "审核期限用到的节假日安排都有", en: "The holidays that due dates need are known")
    }
  }

  /// What to do where something is found.
  var advice: Text {
    switch self {
    case .transport:
      Text(
        zh: "姓名、证件号码会明文经过网络。在服务器上配置证书，在地址中写 sslmode=verify-full。",
        en:
          "Names and numbers cross the network in clear. Give the server a certificate and the URL sslmode=verify-full."
      )
    case .trust:
      Text(
        zh: "trust 让能连上的人以任何账号登录。把这些行改为 scram-sha-256（本机也可用 peer），然后 SELECT pg_reload_conf();",
        en:
          "trust lets whoever connects be any login. Make these lines scram-sha-256 (or peer, local), then SELECT pg_reload_conf();"
      )
    case .passwordRules:
      Text(
        zh: "把这些行改为 hostssl … scram-sha-256，然后 SELECT pg_reload_conf();",
        en: "Make these lines hostssl … scram-sha-256, then SELECT pg_reload_conf();")
    case .encryption:
      Text(
        zh: "在 postgresql.conf 中设 password_encryption = scram-sha-256。",
        en: "Set password_encryption = scram-sha-256 in postgresql.conf.")
    case .verifiers:
      Text(
        zh: "请这些账号的人用 密码（password）重设密码。", en: "Have these logins set their passwords anew with the command password.")
    case .ownerSuperuser:
      Text(
        zh: "超级用户绕过一切权限检查，审核记录也能改。用普通角色作属主：ALTER ROLE … NOSUPERUSER。",
        en: "A superuser passes every check and can change the audit. Take it away: ALTER ROLE … NOSUPERUSER.")
    case .ownerPrograms: Text(zh: "收回：REVOKE 这些角色 FROM 属主。", en: "Take them back: REVOKE these roles FROM the owner.")
    case .ownerMakesRoles:
      Text(
        zh: "16 以前的 PostgreSQL 中，CREATEROLE 可以把自己加入 pg_execute_server_program。升级到 16，或收回 CREATEROLE、由超级用户建账号。",
        en:
          "Before PostgreSQL 16, CREATEROLE can make itself a member of pg_execute_server_program. Upgrade to 16, or take it away and let a "
          + "superuser make logins.")
    case .staffPowers:
      Text(
        zh: "这些权力绕过本程序的检查和记录。用 ALTER ROLE … NOSUPERUSER NOCREATEROLE NOBYPASSRLS 或 REVOKE 收回。",
        en:
          "They pass the checks and leave no trace. Take them away by ALTER ROLE … NOSUPERUSER NOCREATEROLE NOBYPASSRLS or REVOKE."
      )
    case .strangers:
      Text(
        zh: "这些账号没有在这个库里登记，却能看或改它的内容，或能把审核角色给别人。同一服务器上别的审核库的人也会列在这里。查清后 REVOKE 角色 FROM 账号。",
        en:
          "No entry of staff in this database gives these logins what they may read, change or grant. Staff of another such database on the same "
          + "server stand here as well. When you know why, REVOKE the role FROM the login.")
    case .ended:
      Text(
        zh: "再执行一次 人员 停用（staff disable），或 ALTER ROLE … NOLOGIN 并收回角色。",
        en: "Run staff disable once more, or ALTER ROLE … NOLOGIN and take the role away.")
    case .publicSchema:
      Text(
        zh: "任何账号都能在那里放东西等别人用到。执行 REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
        en: "Any login can leave things there for others to run into: REVOKE CREATE ON SCHEMA public FROM PUBLIC;")
    case .prepared:
      Text(
        zh: "本程序不用两阶段事务，留下的会一直占着行。在 postgresql.conf 中设 max_prepared_transactions = 0；列出的用 ROLLBACK PREPARED 了结。",
        en:
          "Nothing here uses them, and one that was left holds rows for ever. Set max_prepared_transactions = 0; end those listed by ROLLBACK PREPARED."
      )
    case .idle:
      Text(
        zh:
          "这些账号没有时限。执行 数据库 升级 --修复（database migrate --repair），或在 postgresql.conf 中设 idle_in_transaction_session_timeout = '5min'。",
        en:
          "These logins have no limit. Run database migrate --repair, or set idle_in_transaction_session_timeout = '5min' in postgresql.conf."
      )
    case .temporaryFiles:
      Text(
        zh: "一个账号的一次大排序就能写满数据库的磁盘。在 postgresql.conf 中设 temp_file_limit = '4GB'。",
        en: "One large sort of one login can fill the database's disk. Set temp_file_limit = '4GB' in postgresql.conf.")
    case .idleNow:
      Text(
        zh: "它们可能占着别人要办的件。问一下本人；没人用就 SELECT pg_terminate_backend(pid)。",
        en: "They may hold what others work at. Ask whose they are; if nobody's, SELECT pg_terminate_backend(pid).")
    case .failedLogins:
      Text(
        zh: "试错密码只有服务器日志知道。设 log_connections = on，log_line_prefix = '%m [%p] %u@%d %h '。",
        en:
          "Only the server's log knows of wrong passwords. Set log_connections = on, log_line_prefix = '%m [%p] %u@%d %h '."
      )
    case .statementLog:
      Text(
        zh:
          "ALTER ROLE 的密码、查询的证件号码会进日志。设 log_statement = none，log_min_duration_statement = -1，log_min_duration_sample = -1，log_min_error_statement = panic；慢语句用 pg_stat_statements 看。",
        en:
          "Passwords of ALTER ROLE and numbers that were looked up would stand in the log. Set log_statement = none, log_min_duration_statement = -1, log_min_duration_sample = -1, log_min_error_statement = panic; slow statements are in pg_stat_statements."
      )
    case .durability:
      Text(
        zh: "断电可能丢掉已答复的办理和记录。改回 on。", en: "A power cut may lose decisions that were answered. Set them to on.")
    case .checksums:
      Text(
        zh: "磁盘坏了会悄悄读错。停库后执行 pg_checksums --enable。",
        en: "A bad disk would be read without a word. Stop the server and run pg_checksums --enable.")
    case .attachments:
      Text(zh: "里面是证件照片。执行 chmod 700。", en: "It holds pictures of ID cards. chmod 700.")
    case .calendar:
      Text(
        zh: "落到这一年的审核期限只按周末推算，可能偏早。按国务院办公厅关于该年部分节假日安排的通知（一般在上一年 11 月前后公布）执行 导入 节假日 文件（import holidays）。",
        en:
          "Due dates in that year leave out weekends only and may be too early. Take in the State Council's notice for it (around November of the year "
          + "before) by import holidays FILE.")
    }
  }
}
