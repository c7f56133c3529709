import Domain
import Store

extension ReconciliationCheck {
  /// What agrees where nothing is off.
  var title: Text {
    switch self {
    case .decisionsTold: Text(zh: "每次办理都通知了申报人", en: "Each decision has its message")
    case .decisionsEntered: Text(zh: "每次办理都有一条记录", en: "Each decision has its entry")
    case .submissionsEntered: Text(zh: "每次提交都有一条记录", en: "Each submission has its entry")
    case .revisions: Text(zh: "版号与提交次数一致", en: "Revisions are as many as submissions")
    case .states: Text(zh: "状态与最后一次办理一致", en: "States are what the latest decision says")
    case .leases: Text(zh: "在审的都在有效账号手里", en: "Whoever holds a case may review")
    case .messages: Text(zh: "取走的通知都有回音", en: "Each message that was taken to be sent was heard of")
    case .filesThere: Text(zh: "登记的材料文件都在", en: "Each file on record is there")
    case .filesNamed: Text(zh: "材料目录里没有无人登记的文件", en: "Each file there is on record")
    case .incoming: Text(zh: "没有传了一半的文件", en: "No upload was left half written")
    }
  }

  /// What to do where something is off.
  var advice: Text {
    switch self {
    case .decisionsTold, .decisionsEntered, .submissionsEntered, .revisions, .states:
      Text(
        zh: "这些是申报号。程序自己写不出这样的数据：先查是否有人直接改过表（数据库 校验），再与备份比较。",
        en: "These are application numbers. The program writes no such data: see whether somebody changed the tables "
          + "(database validate), and compare with a backup.")
    case .leases:
      Text(
        zh: "这些申报的领取人已停用或没有登记；主管可以 认领 --接管（claim --take-over），或等领取到期。",
        en: "Whoever holds these is disabled or unknown; a manager may claim --take-over, or wait until the lease ends."
      )
    case .messages:
      Text(
        zh: "这些是通知编号，发送程序取走后一天没有回音；加 --修复 会重新待发（可能收到两次）。",
        en:
          "These are numbers of messages that were taken to be sent a day ago; --repair has them sent again (perhaps twice)."
      )
    case .filesThere:
      Text(
        zh: "这些是文件的 SHA-256，文件不见了或大小不对；请从备份恢复材料目录。",
        en: "These are SHA-256 of files that are gone or of another size; restore the attachments from a backup.")
    case .filesNamed:
      Text(
        zh: "这些是文件的 SHA-256，一天以上没有登记；加 --修复 清理。刚恢复过数据库备份的，先确认备份是最新的。",
        en:
          "These are SHA-256 of files that nothing has named for a day; --repair removes them. After restoring the database make sure "
          + "first that the backup was the latest.")
    case .incoming:
      Text(zh: "加 --修复 清理；下次启动时程序也会清理。", en: "--repair removes them, as does the next start.")
    }
  }
}
