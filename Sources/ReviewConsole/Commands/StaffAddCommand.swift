import Domain
import Store

/// `staff add` (人员 新增): makes an account.
enum StaffAddCommand: Command {
  enum Role: String, ChoiceValue {
    case reviewer, manager, helpdesk, administrator, intake, dispatcher
    var choice: (chinese: String, help: Text) {
      switch self {
      case .reviewer: ("审核员", Text(zh: "审核本部门的申报", en: "reviews applications of the bureau"))
      case .manager: ("主管", Text(zh: "管理本部门及下级", en: "manages the bureau and those below"))
      case .helpdesk: ("咨询员", Text(zh: "答复来电", en: "answers calls"))
      case .administrator: ("管理员", Text(zh: "账号、方案和数据库", en: "accounts, profiles and the database"))
      case .intake: ("受理", Text(zh: "申报端程序", en: "the endpoint's program"))
      case .dispatcher: ("发送", Text(zh: "通知发送程序", en: "the notification program"))
      }
    }
  }

  static let name = Parameter<String>.code(
    "name", "账号", Text(zh: "登录名，如 reviewer.330102", en: "login name, such as reviewer.330102"), arity: .one)
  static let role = Parameter<Role>.choice("role", "角色", Text(zh: "角色", en: "role"), arity: .one)
  static let department = Parameter<DepartmentReference>.department(
    Text(zh: "部门代码或名称（管理员不写）", en: "bureau (administrators have none)"))
  static let person = Parameter<String>.text(
    "display-name", "姓名", Text(zh: "本人姓名（默认同账号）", en: "the person's name (default: the account's)"))
  static let readsPassword = Parameter<Bool>.flag(
    "password-stdin", "读取密码",
    Text(zh: "从标准输入读取初始密码（默认生成一个）", en: "reads the first password from standard input (default: one is made)"))
  static let adopt = Parameter<Bool>.flag(
    "adopt", "沿用", Text(zh: "数据库集群里已有同名角色时沿用", en: "uses a role that the server has already"))

  static let spec = CommandSpec(
    "staff add", "人员 新增", aliases: ["人员 添加"], summary: Text(zh: "新增工作人员账号", en: "makes an account"),
    arguments: [name.spec],
    options: [role.spec, department.spec, person.spec, readsPassword.spec, adopt.spec],
    examples: [
      .init(
        Text(
          zh: "人员 新增 reviewer.330102 --角色 审核员 --部门 330102 --姓名 李红",
          en: "staff add reviewer.330102 --role reviewer --department 330102"),
        Text(zh: "上城区财政局的审核员", en: "a reviewer of 上城区财政局"))
    ],
    roles: [.manager, .administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let login = try input.require(name)
    let chosen = try input.require(role)
    let bureau = try input[department]?.code
    let person = try input[person] ?? login
    let given = input[readsPassword] ? try await Passwords.fromStandardInput(for: login) : nil
    let password = given ?? Passwords.generated()
    let adopts = input[adopt]
    let account = try await context.change(repeatable: false) {
      try await $0.addStaff(
        login, role: chosen.rawValue, department: bureau, displayName: person, password: password, adopt: adopts)
    }
    let isKept = try await Passwords.remember(password, of: account.name, context)
    var fields: [Card.Field] = [
      .init("name", Text(zh: "账号", en: "Account"), .text(account.name, mark: .strong)),
      .init("role", Text(zh: "角色", en: "Role"), .named(chosen.choice.chinese, code: account.role)),
      .init(
        "department", Text(zh: "部门", en: "Bureau"),
        Formatting.department(account.departmentCode, context.standards.departments)),
      .init("display_name", Text(zh: "姓名", en: "Person"), .text(account.displayName)),
    ]
    if given == nil {
      fields.append(.init("password", Text(zh: "初始密码", en: "First password"), .text(password, mark: .warning)))
    }
    let advice =
      isKept
      ? Text(
        zh: "密码已存入本机密码文件：用 --user \(account.name) 即可登录。",
        en: "The password is in this machine's password file: --user \(account.name) logs in.")
      : Text(zh: "请把初始密码交给本人，并请本人用 密码（password）修改。", en: "Hand the password over; the person changes it with password.")
    return CommandOutput(
      blocks: [.card(Card(fields: fields))], json: Card(fields: fields).json,
      talk: [.done(Text(zh: "已新增账号 \(account.name)。", en: "Made the account \(account.name).")), .hint(advice)])
  }
}
