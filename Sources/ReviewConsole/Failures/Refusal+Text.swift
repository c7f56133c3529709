import Domain
import Foundation
import Store

extension Refusal {
  /// The rules' refusals (SQLSTATE class RC), each in the reviewer's words.
  var explanation: Explanation {
    let number = fact("number") ?? ""
    switch word {
    case .notPermitted:
      if let name = fact("name") {
        return Explanation(
          "账号 \(name) 不能由您来改：它是您自己的，或不在您管的范围内。",
          "The account \(name) is not yours to change: it is your own, or out of your reach.",
          next: Text(
            zh: "改自己的密码用 密码（password）；其余请上级主管或其他管理员办理。",
            en: "Your own password: password. For the rest ask the manager above you or another administrator."))
      }
      let action = fact("action").map { Action(rawValue: $0)?.name ?? Self.actions[$0] ?? Text(zh: $0, en: $0) }
      return Explanation(
        "您的角色不能\(action.map { "“\($0.zh)”" } ?? "这样做")\(number.isEmpty ? "" : " \(number)")。",
        "Your role may not \(action?.en ?? "do this")\(number.isEmpty ? "" : " \(number)").",
        next: Text(zh: "输入 状态（status）查看您的角色和单位。", en: "See status for your role and bureau."))
    case .notFound where fact("notification") != nil:
      return Explanation(
        "没有找到通知 \(fact("notification") ?? "")，或者它不归您的单位。",
        "Message \(fact("notification") ?? "") was not found, or is not your bureau's.",
        next: Text(zh: "请核对编号：通知（notifications）列出全部。", en: "Check its number: notifications lists them."))
    case .notFound:
      return Explanation(
        "没有找到申报 \(number)，或者它不归您的单位审核。", "Application \(number) was not found, or is not your bureau's.",
        next: Text(zh: "请核对申报号；不知道号码可用 查询（lookup）。", en: "Check the number; lookup finds it by other facts."))
    case .wrongState: return wrongState(number)
    case .leaseHeld:
      return Explanation(
        "\(number) 正由 \(fact("holder") ?? "别人") 审核\(clock("since").map { "（\($0) 起）" } ?? "")"
          + "\(clock("until").map { "，到 \($0) 为止" } ?? "")。",
        "\(number) is being reviewed by \(fact("holder") ?? "somebody else")"
          + "\(clock("since").map { " since \($0)" } ?? "")\(clock("until").map { ", until \($0)" } ?? "").",
        next: Text(zh: "请审下一件：领取（next）。", en: "Take another one: next."))
    case .rowHeld:
      let holder = fact("holder")
      if fact("action") == "publish" {
        return Explanation(
          "\(fact("name") ?? number) 正由 \(holder ?? "另一个会话") 导出公开报表\(clock("since").map { "（\($0) 开始）" } ?? "")，等了 5 秒仍未办完，没有导出。",
          "\(holder.map { "A session of \($0)" } ?? "Another session") is about to publish a report of \(fact("name") ?? number)"
            + "\(clock("since").map { " since \($0)" } ?? ""); after 5 seconds it was not done, and nothing was exported.",
          next: Text(zh: "请过一会儿再试。", en: "Try again later."))
      }
      if fact("action") == "import_holidays" {
        return Explanation(
          "\(fact("number").map { "申报 \($0) " } ?? "节假日安排")正被 \(holder ?? "另一个会话") 占用\(clock("since").map { "（\($0) 开始）" } ?? "")，等了 5 秒仍未放开，没有导入，原来的安排照旧。",
          "\(fact("number").map { "Application \($0)" } ?? "The calendar") is held by \(holder.map { "a session of \($0)" } ?? "another session")"
            + "\(clock("since").map { " since \($0)" } ?? ""); after 5 seconds it was still held, and nothing went in.",
          next: Text(zh: "请过一会儿再导入一次。", en: "Import it once more in a while."))
      }
      if fact("action") == "add_profile" { return profileRefusal }
      if fact("action") == "counter" {
        return Explanation(
          "这个人的账户正由 \(holder ?? "另一个会话") 办理（担保、注销或导入档案）\(clock("since").map { "，\($0) 开始" } ?? "")，等了 5 秒仍未办完，没有办理。",
          "\(holder.map { "A session of \($0)" } ?? "Another session") is at this person's account (vouching, closing, importing)"
            + "\(clock("since").map { " since \($0)" } ?? ""); after 5 seconds it was not done, and nothing was done here.",
          next: Text(zh: "请问一下那位同事，或过一会儿再试。", en: "Ask that colleague, or try again later."))
      }
      if let name = fact("name") {
        return Explanation(
          "\(name) 正由 \(holder ?? "另一个会话") 变更\(clock("since").map { "（\($0) 开始）" } ?? "")，等了 5 秒仍未办完，没有办理。",
          "\(name) is being changed by \(holder.map { "a session of \($0)" } ?? "another session")"
            + "\(clock("since").map { " since \($0)" } ?? ""); after 5 seconds it was not done, and nothing was done here.",
          next: Text(
            zh: "请过一会儿再试；一直不放的，先停用占用者：人员 停用（staff disable）。",
            en: "Try again later; of who does not let go, disable that login first: staff disable."))
      }
      return Explanation(
        "\(number) 正被 \(holder ?? "另一个会话") 占用\(clock("since").map { "（\($0) 开始）" } ?? "")，等了 5 秒仍未放开，没有办理。",
        "\(number) is held by \(holder.map { "a session of \($0)" } ?? "another session")"
          + "\(clock("since").map { " since \($0)" } ?? ""); after 5 seconds it was still held, and nothing was done.",
        next: Text(
          zh: "请过一会儿再试，或先审下一件：领取（next）。一直不放的，5 分钟后由主管的控制台自动结束。",
          en: "Try again later, or take another one: next. A manager's console ends what stays idle for 5 minutes."))
    case .revisionChanged:
      return Explanation(
        "\(number) 在您查看之后又提交了新版本（您看的是第 \(fact("seen_revision") ?? "?") 版，现在是第 \(fact("revision") ?? "?") 版），没有办理。",
        "\(number) was resubmitted after you looked (you saw revision \(fact("seen_revision") ?? "?"), "
          + "now it is \(fact("revision") ?? "?")); nothing was decided.",
        next: Text(
          zh: "用 对比 \(number)（diff）看改了什么，再办理。", en: "See what changed with diff \(number), then decide."))
    case .alreadyDecided:
      let outcome = fact("outcome") == "approved" ? Text(zh: "通过", en: "approved") : Text(zh: "退回", en: "returned")
      return Explanation(
        "\(number) 第 \(fact("revision") ?? "?") 版已由 \(fact("by") ?? "别人")\(clock("at").map { " 于 \($0) " } ?? "")\(outcome.zh)。",
        "\(number) revision \(fact("revision") ?? "?") was already \(outcome.en) by \(fact("by") ?? "somebody")"
          + "\(clock("at").map { " at \($0)" } ?? "").",
        next: Text(zh: "用 历史 \(number)（history）查看经过。", en: "See history \(number)."))
    default: return detailRefusal(number)
    }
  }

  /// What was refused, where it is no step of an application.
  private static let actions: [String: Text] = [
    "account_close": Text(zh: "注销申报人账号", en: "close applicants' accounts"),
    "account_vouch": Text(zh: "为申报人核实身份", en: "vouch for applicants"),
    "counts": Text(zh: "查看各单位件数", en: "see the counts of bureaus"), "diff": Text(zh: "对比版本", en: "compare revisions"),
    "import_archives": Text(zh: "导入原有档案（由数据库的所有者导入）", en: "import archives: the owner of the database does"),
    "add_profile": Text(zh: "存入省级方案（由数据库的所有者存入）", en: "add profiles: the owner of the database does"),
    "counter": Text(zh: "担保、注销账户", en: "vouch for applicants or close accounts"),
    "list_profiles": Text(zh: "查看全部省级方案", en: "list all profiles"), "export": Text(zh: "导出", en: "export"),
    "export_unmasked": Text(zh: "导出未脱敏数据", en: "export unmasked"),
    "idle_sweep": Text(zh: "结束闲置会话", en: "end idle sessions"), "note": Text(zh: "写备注", en: "write notes"),
    "resend": Text(zh: "重发通知", en: "send messages again"), "staff_add": Text(zh: "添加人员", en: "add staff"),
    "staff_change": Text(zh: "变更人员", en: "change staff"), "staff_disable": Text(zh: "停用人员", en: "disable staff"),
    "staff_enable": Text(zh: "恢复人员", en: "enable staff"), "staff_list": Text(zh: "查看人员", en: "list staff"),
    "staff_password": Text(zh: "重设人员密码", en: "set passwords of staff"),
    "staff_sessions_end": Text(zh: "结束人员的会话", en: "end sessions of staff"),
    "still": Text(zh: "继续（权限刚刚改变）", en: "go on: your rights have just changed"),
    "take_over": Text(zh: "接手别人的件", en: "take over from others"), "ticket": Text(zh: "查看", en: "look"),
  ]

  private func wrongState(_ number: String) -> Explanation {
    let state = fact("state").map { ApplicationState(rawValue: $0)?.name ?? Text(zh: $0, en: $0) }
    let action = fact("action").map { Action(rawValue: $0)?.name ?? Text(zh: $0, en: $0) }
    let who = [fact("actor"), clock("at")].compactMap { $0 }.joined(separator: " ")
    return Explanation(
      "\(number) 现在是“\(state?.zh ?? "?")”，不能\(action?.zh ?? "办理")\(who.isEmpty ? "" : "（\(who)）")。",
      "\(number) is \(state?.en ?? "?") now; it cannot be the object of \(action?.en ?? "this")"
        + "\(who.isEmpty ? "" : " (\(who))").",
      next: Text(zh: "用 历史 \(number)（history）查看经过。", en: "See history \(number)."))
  }

  /// What people call a text that they write.
  static func field(_ name: String?) -> Text {
    switch name {
    case "purpose": Text(zh: "用途", en: "The purpose")
    case "remark": Text(zh: "原因说明", en: "The remark")
    case "display_name": Text(zh: "姓名", en: "The name")
    default: Text(zh: "这段文字", en: "The text")
    }
  }

  /// A fact as text, whatever its kind; nil when the rule did not give it.
  func fact(_ key: String) -> String? { self[key] }

  /// A time of the facts as `MM-DD HH:mm` in China; text that is no time stays as it is.
  func clock(_ key: String) -> String? {
    guard let text = fact(key) else { return nil }
    guard let date = Timestamp.parse(text) else { return text }
    return Timestamp.minute(date)
  }
}
