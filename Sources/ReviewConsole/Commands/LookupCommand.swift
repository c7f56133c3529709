import Domain
import Store

/// `lookup` (查询): what the helpdesk says on the phone.
enum LookupCommand: Command {
  static let text = Parameter<String>.text(
    "text", "内容",
    Text(
      zh: "申报号、完整姓名、电话或证件号码；姓名后可加出生年份、部门或末四位",
      en: "number, whole name, phone or ID number; behind a name a year of birth, a bureau or the ID number's last four"
    ),
    arity: .rest, personal: true)
  static let purpose = Parameter<String>.text(
    "purpose", "用途", Text(zh: "查询用途，会记入日志", en: "why; it is recorded"), arity: .one, personal: true)
  static let birthYear = Parameter<Int>(
    "birth-year", "出生年份", Text(zh: "同名时：只看这一年出生的", en: "of one name: who was born in this year"), kind: .text,
    isPersonal: { _ in true }
  ) { word throws(BadValue) in try LookupWords.year(word.text) }
  static let department = Parameter<String>(
    "department", "部门", Text(zh: "同名时：只看这个部门及其下级", en: "of one name: of this bureau and those below it"), kind: .text
  ) { word, standards throws(BadValue) in try LookupWords.department(word.folded, standards.departments) }
  static let ends = Parameter<String>(
    "ends", "末四位", Text(zh: "同名时：只看证件号码末四位相同的", en: "of one name: whose ID number ends in these four"), kind: .text,
    isPersonal: { _ in true }
  ) { word throws(BadValue) in try LookupWords.ends(word.text) }
  static let after = Parameter<String>(
    "after", "之后", Text(zh: "下一页：上一页末尾的申报号", en: "the next page: the number at the end of the page before"), kind: .text
  ) { word throws(BadValue) in
    do throws(ApplicationNumber.Problem) { return try ApplicationNumber(parsing: word.text).description } catch {
      throw BadValue(expected: error.text)
    }
  }

  static let spec = CommandSpec(
    "lookup", "查询", summary: Text(zh: "按申报号、姓名、电话或证件号码查到哪一步了", en: "finds an application and says where it stands"),
    arguments: [text.spec], options: [purpose.spec, birthYear.spec, department.spec, ends.spec, after.spec],
    examples: [
      .init(Text(zh: "查询 王小明 --用途 来电咨询", en: "lookup 王小明 --purpose 'a call'"), Text(zh: "按姓名", en: "by name")),
      .init(
        Text(zh: "查询 王伟 1987 330102 --用途 来电咨询", en: "lookup 王伟 1987 330102 --purpose 'a call'"),
        Text(zh: "同名的里面，1987年出生、在上城区申报的", en: "of that name, born in 1987, with that bureau")),
      .init(
        Text(zh: "查询 王伟 末四位 002X --用途 来电咨询", en: "lookup 王伟 --ends 002X --purpose 'a call'"),
        Text(zh: "来电人报得出证件号码末四位", en: "who can say the last four of the ID number")),
      .init(
        Text(zh: "查询 138 0000 0000 --用途 来电咨询", en: "lookup 138 0000 0000 --purpose 'a call'"),
        Text(zh: "电话怎么报就怎么写", en: "phones as they are dictated")),
    ],
    roles: [.reviewer, .manager, .helpdesk])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let question = try question(context, input)
    let why = try input.require(purpose)
    let answer = try await context.read { try await $0.lookup(question, purpose: why) }
    // Who is not found leaves the list that is on the screen.
    if !answer.cards.isEmpty { context.session.remember(list: answer.cards.map(\.number)) }
    let calendar = try await context.read { try await $0.calendar() }
    return LookupOutput(question: question, answer: answer, calendar: calendar, context: context).output
  }

  private static func question(_ context: ConsoleContext, _ input: CommandInput) throws -> LookupQuestion {
    let typed = try input.require(text)
    let words: LookupWords
    do throws(BadValue) {
      words = try LookupWords(typed, departments: context.standards.departments, today: context.today)
    } catch { throw ConsoleFailure.badValue(text.spec, typed: typed, expected: error.expected) }
    var question = LookupQuestion(words.text)
    question.birthYear = try one(words.birthYear, input[birthYear], birthYear.spec)
    question.department = try one(words.department, input[department], department.spec)
    question.ends = try one(words.ends, input[ends], ends.spec)
    question.after = try input[after]
    return question
  }

  private static func one<Value>(
    _ positional: Value?, _ option: Value?, _ parameter: ParameterSpec
  ) throws(ConsoleFailure) -> Value? {
    guard positional == nil || option == nil else { throw .givenTwice(parameter, command: spec) }
    return positional ?? option
  }
}
