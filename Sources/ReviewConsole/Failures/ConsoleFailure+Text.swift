import Domain
import Foundation

extension ConsoleFailure {
  /// The one place where a failure becomes words.
  var explanation: Explanation {
    switch self {
    case .unclosedQuote(let quote):
      Explanation(
        "引号 \(quote) 没有配对。", "The quote \(quote) is never closed.",
        next: Text(
          zh: "请补上另一半引号；要输入引号本身，请在前面加反斜杠：\\\(quote)",
          en: "Close it; to type the quote itself, put a backslash before it: \\\(quote)"))
    case .unknownCommand(let words, let nearest): Self.unknownCommand(words, nearest)
    case .optionBeforeCommand(let name):
      Explanation(
        "这里应当是命令，却是选项 --\(name)。", "A command was expected here, not the option --\(name).",
        next: Text(zh: "先写命令，再写它的选项。输入 帮助（help）查看命令。", en: "Write the command first, then its options. See help."))
    case .unknownOption(let name, let command, let nearest):
      Explanation(
        "命令 \(command.name)（\(command.chinese)）没有选项 --\(name)。", "The command \(command.name) has no option --\(name).",
        next: nearest.isEmpty
          ? Text(zh: "输入 帮助 \(command.chinese)（help）查看它的选项。", en: "See help \(command.name).")
          : Text(
            zh: "您要的可能是 " + nearest.map { "--\($0)" }.joined(separator: "、") + "。",
            en: "Did you mean " + nearest.map { "--\($0)" }.joined(separator: ", ") + "?"))
    case .flagWithValue(let option, let command):
      Explanation(
        "选项 --\(option.name) 不带值。", "The option --\(option.name) takes no value.", next: Self.seeHelp(command))
    case .missingValue(let option, let command):
      Explanation(
        "选项 --\(option.name) 后面缺少\(option.chinese)。", "The option --\(option.name) needs a value.",
        next: Self.seeHelp(command))
    case .missingArgument(let parameter, let command):
      Explanation(
        "缺少\(parameter.chinese)：\(parameter.help.zh)。", "Missing \(parameter.name): \(parameter.help.en).",
        next: command.map {
          Text(zh: "写法：\($0.usage(.zh))", en: "Usage: \($0.usage(.en))")
        })
    case .badValue(let parameter, let typed, let expected):
      Explanation(
        "\(parameter.chinese)“\(Self.short(typed))”不对：应为\(expected.zh)。",
        "\(parameter.name) “\(Self.short(typed))” is not right: it must be \(expected.en).")
    case .givenTwice(let parameter, let command):
      Explanation(
        "\(parameter.chinese)（\(parameter.name)）只能给一次。", "\(parameter.name) can be given only once.",
        next: Self.seeHelp(command))
    case .unexpectedWord(let word, let command):
      Explanation(
        "多出了“\(Self.short(word))”，命令 \(command.name)（\(command.chinese)）用不到它。",
        "“\(Self.short(word))” is one word too many for \(command.name).",
        next: Text(
          zh: "写法：\(command.usage(.zh))。含空格的内容请加引号。",
          en: "Usage: \(command.usage(.en)). Put quotes around text with blanks."))
    case .contradiction(let message, let hint): Explanation(message.zh, message.en, next: hint)
    case .badPassword(let rule):
      switch rule {
      case .tooShort:
        Explanation("密码至少 8 个字符，没有修改。", "A password has at least 8 characters; nothing was changed.")
      case .tooLong:
        Explanation("密码最多 128 个字符，没有修改。", "A password has at most 128 characters; nothing was changed.")
      case .controlCharacter:
        Explanation(
          "密码里不能有控制字符（如制表符），没有修改。", "A password has no control characters (a tab, say); nothing was changed.")
      case .personal:
        Explanation(
          "密码不能就是账号（或账号加几个数字），没有修改。",
          "A password is not the login, nor the login with some digits; nothing was changed.",
          next: Text(zh: "换一个别人猜不到的，例如四个不相干的词。", en: "Take one that nobody guesses: four unrelated words, say."))
      case .tooCommon:
        Explanation(
          "这个密码太常见，别人最先试的就是它；没有修改。", "This password is among the first that anybody tries; nothing was changed.",
          next: Text(zh: "换一个别人猜不到的，例如四个不相干的词。", en: "Take one that nobody guesses: four unrelated words, say."))
      }
    case .unknownSetting(let name, let nearest):
      Explanation(
        "没有设置项“\(name)”。", "There is no setting “\(name)”.",
        next: nearest.first.map { Text(zh: "您要的可能是 \($0)。", en: "Did you mean \($0)?") }
          ?? Text(zh: "输入 设置（set）查看全部设置。", en: "See set for all settings."))
    case .noList, .rowOutsideList, .badReference, .ambiguousNumber, .notInList, .notSeen, .notOnForm:
      referenceExplanation
    case .declined:
      Explanation("已取消，没有做任何改动。", "Cancelled; nothing was changed.")
    case .confirmationImpossible(let question):
      Explanation(
        "这一步需要确认：\(question.zh)", "This needs a confirmation: \(question.en)",
        next: Text(zh: "确定要做，请加 --确认。", en: "If you are sure, add --yes."))
    case .cancelled: Explanation("已中断，没有做完的部分没有生效。", "Interrupted; what was not finished has not taken effect.")
    case .cancelledFile: Explanation("已中断，没有留下文件。", "Interrupted; no file was left.")
    case .file(let path, let problem): problem.explanation(path: path)
    case .refused(let refusal): refusal.explanation
    case .noConnection(let problem): problem.explanation
    case .database(let code, _) where code == "42501":
      Explanation(
        "您的账号没有这项权限。", "Your account may not do this.",
        next: Text(zh: "输入 状态（status）查看您的角色；需要更多权限请找管理员。", en: "See status for your role; ask an administrator."))
    case .notForRole(let role, let spec):
      Explanation(
        "\(role.name.zh)不能使用 \(spec.name)（\(spec.chinese)）。", "\(spec.name) is not for the role \(role.name.en).",
        next: Text(
          zh: "可以使用的角色：" + Self.names(spec.roles, .zh) + "。", en: "It is for: " + Self.names(spec.roles, .en) + "."))
    case .notStaff(let user):
      Explanation(
        user.map { "账号 \($0) 不是这个数据库的在职工作人员。" } ?? "还没有说明用哪个账号登录。",
        user.map { "The account \($0) is no active member of staff here." } ?? "No account was named.",
        next: Text(
          zh: "用 --user 账号 登录（或设置 REVIEW_USER）；没有账号请找管理员。",
          en: "Log in with --user NAME (or set REVIEW_USER); an administrator makes accounts."))
    case .report(let text): Explanation(text.zh, text.en)
    case .profile(let failure):
      Explanation(
        "省级方案有 \(failure.findings.count) 处错误。", "The profile has \(failure.findings.count) faults.",
        next: Text(zh: "用 方案 检查 文件（profile check）列出全部。", en: "profile check FILE lists them."))
    case .database(let code, _):
      Explanation(
        "数据库没有完成这一步（\(code.map { "SQLSTATE \($0)" } ?? "没有代号")），没有任何改动。",
        "The database did not do this (\(code.map { "SQLSTATE \($0)" } ?? "no code")); nothing was changed.",
        next: Text(
          zh: "请重试；仍然不行，请把命令和这个代号告诉管理员（--debug 显示细节）。",
          en: "Try again; if it stays, tell an administrator the command and this code (--debug shows details)."))
    case .unavailable(let message, let hint): Explanation(message.zh, message.en, next: hint)
    case .script(let name, let line, let inner):
      Explanation(
        "\(name) 第 \(line) 行：\(inner.explanation.message.zh)", "\(name), line \(line): \(inner.explanation.message.en)",
        next: Text(
          zh: (inner.explanation.next?.zh ?? "") + "其后的命令没有执行。",
          en: (inner.explanation.next.map { $0.en + " " } ?? "") + "The commands after it were not run."))
    case .unexpected:
      Explanation(
        "程序遇到了没有预料到的情况。", "Something unforeseen happened in the program.",
        next: Text(zh: "请加 --debug 重试，并把显示的内容告诉管理员。", en: "Run it again with --debug and tell an administrator."))
    }
  }

  private static func names(_ roles: Set<Actor>?, _ language: Language) -> String {
    let names = Actor.staffRoles.filter { roles?.contains($0) ?? true }.map { $0.name(language) }
    return names.joined(separator: language == .zh ? "、" : ", ")
  }

  private static func unknownCommand(_ words: [String], _ nearest: [String]) -> Explanation {
    let typed = short(words.first ?? "")
    return Explanation(
      "没有命令“\(typed)”。", "There is no command “\(typed)”.",
      next: nearest.isEmpty
        ? Text(zh: "输入 帮助（help）查看全部命令。", en: "See help for all commands.")
        : Text(
          zh: "您要的可能是 " + nearest.joined(separator: "、") + "。",
          en: "Did you mean " + nearest.joined(separator: ", ") + "?"))
  }

  private static func seeHelp(_ command: CommandSpec) -> Text {
    Text(zh: "写法：\(command.usage(.zh))", en: "Usage: \(command.usage(.en))")
  }

  /// What was typed, short enough for a sentence, without control characters.
  static func short(_ typed: String) -> String { Printable.line(typed).cut(toCells: 40) }

  private var referenceExplanation: Explanation {
    switch self {
    case .noList:
      Explanation(
        "还没有列表，不知道您说的是第几行。", "There is no list yet that a row number could mean.",
        next: Text(
          zh: "先列出申报（待审 queue、查询 lookup 等），或者写完整的申报号。",
          en: "List applications first (queue, lookup …), or write the whole number."))
    case .rowOutsideList(let row, let rows):
      Explanation(
        "最近的列表只有 \(rows) 行，没有第 \(row) 行。", "The last list has \(rows) rows, there is no row \(row).")
    case .badReference(let typed, let expected):
      Explanation(
        "申报号“\(Self.short(typed))”不对：\(expected.zh)",
        "“\(Self.short(typed))” is no application number: \(expected.en)",
        next: Text(
          zh: "请对照核对；列表中的申报也可以直接写行号。", en: "Compare it once more; for an application in the list its row is enough."))
    case .ambiguousNumber(let typed, let candidates):
      Explanation(
        "“\(Self.short(typed))”可以是好几个申报：" + candidates.joined(separator: "、") + "。",
        "“\(Self.short(typed))” could be several applications: " + candidates.joined(separator: ", ") + ".",
        next: Text(zh: "请多写几位。", en: "Write more of the number."))
    case .notInList(let typed):
      Explanation(
        "没有以“\(Self.short(typed))”简写的申报。", "No application is meant by “\(Self.short(typed))”.",
        next: Text(zh: "请写完整的申报号，如 ZJ26-000123-K。", en: "Write the whole number, such as ZJ26-000123-K."))
    case .notSeen(let number):
      Explanation(
        "您还没有看过 \(number)，不能办理。", "You have not looked at \(number) yet, so you cannot decide about it.",
        next: Text(
          zh: "先 查看 \(number)（show），看过再办；脚本里也一样。", en: "First show \(number), in a script, too."))
    case .notOnForm(let label, let instead):
      Explanation(
        "这位申报人的表单上没有“\(label.zh)”：按其填报的内容不需要，退回后也无处可改。",
        "“\(label.en)” is not on this applicant's form: the answers do not ask for it, and there is no place to correct it.",
        next: instead.isEmpty
          ? Text(
            zh: "请不写栏目，或指向相关的栏目，用“=说明”写清要改什么。", en: "Leave the target out, or point at a related one with =REMARK.")
          : Text(
            zh: "可以指向：" + instead.map { "\($0.id)（\($0.label.zh)）" }.joined(separator: "、") + "；或者不写栏目，用“=说明”写清。",
            en: "There is: " + instead.map { "\($0.id) (\($0.label.en))" }.joined(separator: ", ")
              + "; or leave the target out and say it with =REMARK."))
    default: Explanation("", "")
    }
  }
}
