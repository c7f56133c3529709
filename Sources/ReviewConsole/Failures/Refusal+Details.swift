import Domain
import Foundation
import Store

/// Why a part of what was asked cannot be: a reason, a text, a purpose, a measure.
extension Refusal {
  func detailRefusal(_ number: String) -> Explanation {
    let code = fact("code") ?? ""
    return switch word {
    case .reasonMissing:
      Explanation(
        "退回必须写明原因。", "A return needs a reason.",
        next: Text(zh: "加 --原因 代码[:栏目]；原因（reasons）列出代码。", en: "Add --reason CODE[:TARGET]; see reasons."))
    case .unknownReason:
      Explanation(
        "没有退回原因“\(code)”。", "There is no return reason “\(code)”.",
        next: Text(zh: "原因（reasons）列出全部代码。", en: "See reasons for all codes."))
    case .remarkMissing:
      Explanation(
        "退回原因 \(code) 必须加说明。", "Return reason \(code) needs a remark.",
        next: Text(zh: "写法：--原因 \(code)=说明", en: "Write --reason \(code)=REMARK"))
    case .unknownTarget where fact("likely") != nil:
      Explanation(
        "“\(fact("target") ?? "")”可以指几个栏目：\(fact("likely") ?? "")（原因 \(code)）。",
        "“\(fact("target") ?? "")” may be several fields: \(fact("likely") ?? "") (reason \(code)).",
        next: Text(zh: "请把名称写全，或写代号。", en: "Write the whole name, or the id."))
    case .unknownTarget:
      Explanation(
        "“\(fact("target") ?? "")”不是这份申报里的栏目（原因 \(code)）。",
        "“\(fact("target") ?? "")” is not a field or slot of this form (reason \(code)).",
        next: Text(
          zh: "栏目写它在表单上的名称（写一部分也行，如 证件照）或代号（photo）；“原因 \(code) --完整”列出这条原因常指的栏目。",
          en:
            "Name the field or file as on the form, or by its id (photo); reasons \(code) --full lists what this reason usually points at."
        ))
    case .noteMissing:
      Explanation("必须写明理由。", "A note is mandatory.", next: Text(zh: "加 --理由 理由。", en: "Add --note TEXT."))
    case .purposeMissing where fact("action") == "publish":
      Explanation(
        fact("export").map {
          fact("at") == nil
            ? "\(fact("by") ?? "另一位同事")正在公开本部门这些天的数字（导出记录 \($0)，最多一小时）。"
            : "本部门这些天的数字已经公开过（导出记录 \($0)）。两次公开的数字放在一起，会多透露一些。"
        } ?? "期间还没有结束，公开之后数字还会变。",
        fact("export").map {
          fact("at") == nil
            ? "\(fact("by") ?? "A colleague") is just publishing figures of these days for the bureau (export \($0), for an hour at most)."
            : "The bureau's figures of these days were published before (export \($0)); two of them tell more than one."
        } ?? "The period is not over; its figures will change after they are published.",
        next: fact("export") == nil
          ? Text(
            zh: "请用已经结束的期间（如 --期间 上月）；确需公开的，加 --用途 写明原因，会记入日志。",
            en: "Take a period that is over (--period last-month), or add --purpose with the reason; it is recorded.")
          : Text(
            zh: "请用上一次公开的文件；确需再次公开的，加 --用途 写明原因，会记入日志。",
            en:
              "Use the file that was published; if it has to be published again, add --purpose with the reason; it is recorded."
          ))
    case .purposeMissing:
      Explanation(
        "查看个人信息必须写明用途（2 至 100 字）。", "Looking at personal data needs a purpose (2 to 100 characters).",
        next: Text(zh: "加 --用途 用途；会记入日志。", en: "Add --purpose TEXT; it is recorded."))
    case .notSeen:
      Explanation(
        "\(number) 第 \(fact("revision") ?? "?") 版您还没有看过，没有办理。",
        "You have not looked at revision \(fact("revision") ?? "?") of \(number); nothing was decided.",
        next: Text(zh: "请先 查看 \(number)（show）或 认领 \(number)（claim）。", en: "First show \(number) or claim \(number)."))
    case .tooManyRequests where fact("action") == "ends":
      Explanation(
        "末四位试得太多，没有查：同一姓名、同一天能试的个数都有限。",
        "Too many ends of numbers, nothing was looked up: there is a limit for one name and for one day.",
        next: Text(
          zh: "请改用出生年份、部门，或请来电人报完整的证件号码、申报号。",
          en: "Narrow by birth year or bureau, or ask the caller for the whole number or the application's."))
    case .tooManyRequests where fact("action") == "transfer":
      Explanation(
        "\(number) 今天您已经转了 5 次，没有再转；每转一次申报人都会收到通知。",
        "You handed \(number) on five times today; it was not again: the applicant is told each time.",
        next: Text(zh: "请先和对方部门商定由谁办理，明天再转。", en: "Agree with the other bureau first, and hand it on tomorrow."))
    case .tooManyRequests where fact("action") == "reopen":
      Explanation(
        "\(number) 今天已经撤回 5 次，没有再撤回；每撤回一次申报人都会收到通知。",
        "\(number) was reopened five times today, and was not again: the applicant is told each time.",
        next: Text(zh: "请与审核员商定后明天再办。", en: "Agree with the reviewer, and reopen it tomorrow."))
    case .tooManyRequests where fact("action") == "resend":
      Explanation(
        "\(number) 的这条通知今天已经重发 5 次，或一分钟内重发太多，没有再发。",
        "This message of \(number) was sent again five times today, or too many were within a minute; it was not sent again.",
        next: Text(zh: "请核对收件号码或邮箱，改用电话联系。", en: "Check the address, and telephone."))
    case .tooManyRequests:
      Explanation(
        "查得太多、太快，已记入日志，主管可以看到。", "Too many looks in a short time; it is on record, where managers see it.",
        next: Text(
          zh: "请等 \(fact("seconds_left") ?? "60") 秒再查；工作确有需要的，请系统管理员调整限额。",
          en:
            "Wait \(fact("seconds_left") ?? "60") seconds. If work needs more, ask whoever runs the system to raise the limit."
        ))
    case .ticketMissing, .wrongIsolation, .transactionHasWritten:
      Explanation(
        "这次查看没有先登记成功，没有显示任何内容。", "This look was not on record first; nothing was shown.",
        next: Text(zh: "请重新输入命令。", en: "Enter the command again."))
    case .versionUsed, .lettersTaken, .provinceTaken, .beginsTooEarly: profileRefusal
    case .badText:
      fact("most").map { most in
        Explanation(
          "\(Self.field(fact("field")).zh)太长：最多 \(most) 个字。",
          "\(Self.field(fact("field")).en) is too long: at most \(most) characters.",
          next: Text(zh: "请写短一些。", en: "Make it shorter."))
      }
        ?? Explanation(
          "\(Self.field(fact("field")).zh)里有看不见的控制字符。",
          "\(Self.field(fact("field")).en) holds invisible control characters.",
          next: Text(zh: "请删掉后重新输入；从别处粘贴的文字常带这种字符。", en: "Enter it again without them; pasted text often has some."))
    case .unknownDepartment:
      Explanation(
        "没有会计管理部门“\(fact("department") ?? "")”。", "There is no department “\(fact("department") ?? "")”.",
        next: Text(zh: "请写部门代码，如 330102。", en: "Write its code, such as 330102."))
    case .staffExists:
      Explanation("账号 \(fact("name") ?? "") 已经存在。", "The account \(fact("name") ?? "") exists already.")
    case .unknownStaff:
      Explanation(
        "没有账号 \(fact("name") ?? "")。", "There is no account \(fact("name") ?? "").",
        next: Text(zh: "人员（staff）列出全部账号。", en: "See staff for all accounts."))
    case .unknownPerson:
      Explanation(
        "这个证件号码的申报不在您的部门，没有办理。", "This person's application is not with your bureau; nothing was done.",
        next: Text(
          zh: "请核对号码；申报在别处的，请本人到受理部门，或由其上级主管办理。",
          en: "Compare the number. The bureau that has the application, or a manager above it, can do this."))
    case .kindMissing:
      Explanation(
        "看不出这个号码是哪种证件\(fact("kinds").map { $0.isEmpty ? "" : "：已有 \($0)" } ?? "")，没有办理。",
        "The number does not say which kind of document it is of\(fact("kinds").map { $0.isEmpty ? "" : ": known are \($0)" } ?? ""); "
          + "nothing was done.",
        next: Text(
          zh: "请照所看的证件加 --证件类型；不要照已有的猜。",
          en: "Add --type as on the document you saw, not as a guess from what is known."))
    case .windowClosed:
      Explanation(
        "\(number) 的撤回期限已过（到 \(clock("until") ?? "?") 为止）。",
        "The time to reopen \(number) is over (it ended \(clock("until") ?? "?")).")
    case .duplicateApplication:
      Explanation(
        "此人已有申报 \(number)，不能重复申报。", "This person already has application \(number).")
    case .keyReused:
      Explanation("这一次办理的编号已用在另一件上，没有办理。", "This decision's key was used for another one; nothing was decided.")
    case .unchanged:
      Explanation("内容与退回时相同，没有提交。", "Nothing was changed since the return; nothing was submitted.")
    case .mistypedNumber where fact("kind") == "id_number":
      Explanation(
        "这个号码写错了（位数、出生日期或校验码不对），没有人会用它，没有查到任何人。",
        "This number is mistyped (its length, day of birth or check character); nobody can have it, and nobody was found.",
        next: Text(
          zh: "请对照证件逐位核对后再查；居民身份证号码是18位。也可以按姓名或手机查。",
          en:
            "Compare it with the document, one by one; a resident's number has 18 characters. Name or phone do as well."
        ))
    case .mistypedNumber:
      Explanation(
        "申报号“\(ConsoleFailure.short(number))”写错了（格式或校验位不对）。",
        "“\(ConsoleFailure.short(number))” is mistyped (its form or check character).",
        next: Text(
          zh: "请对照核对；列表中的申报可以直接写行号。", en: "Compare it once more; for an application in the list its row is enough."))
    case .badVerifier, .badStaff:
      Explanation(
        "账号资料不对\(fact("field").map { "：\($0)" } ?? "")。",
        "The account's data are not right\(fact("field").map { ": \($0)" } ?? "").",
        next: Text(
          zh: "账号名形如 reviewer.330102；除管理员外都要写部门。",
          en: "A name looks like reviewer.330102; everybody but administrators has a department."))
    case .badDocument where ["text", "birth_year", "ends"].contains(fact("field")):
      Explanation(
        "出生年份、部门和末四位只能和完整姓名一起查，没有查。", "Year, bureau and ends narrow a whole name only; nothing was looked up.",
        next: Text(
          zh: "请写完整姓名，如 查询 王伟 1987；有申报号、电话或完整证件号码的，直接查它。",
          en: "Write the whole name, such as lookup 王伟 1987; a number or phone is looked up alone."))
    case .badDocument:
      Explanation(
        "这份申报数据不完整\(fact("field").map { "：\($0)" } ?? "")。",
        "The document is incomplete\(fact("field").map { ": \($0)" } ?? "").")
    default:
      Explanation(
        "数据库按规则拒绝了这一步（\(word.rawValue)），没有任何改动。",
        "A rule of the database refused this (\(word.rawValue)); nothing was changed.")
    }
  }
}
