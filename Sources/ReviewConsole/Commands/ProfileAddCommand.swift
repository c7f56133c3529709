import Domain
import Foundation
import PostgreSQL
import Store

/// `profile add` (方案 存入): puts a province's profile into the database, for every program that works with it.
enum ProfileAddCommand: Command {
  static let spec = CommandSpec(
    "profile add", "方案 存入",
    summary: Text(
      zh: "把省级方案存入数据库，连同它的区划和会计管理部门", en: "puts a province's profile into the database, with its regions and bureaus"),
    details: Text(
      zh:
        "先按“方案 检查”检查，有一处问题就不存入。同一文件再次存入没有变化；还没有申报使用的版本可以改后重存；已有申报使用的，另写新版本号和更晚的启用日。运行中的端点约十秒内自行得知，不必重新启动。方案决定谁看到什么，只有数据库表结构的所有者能存入（本机数据库自动以其身份连接，其他的用 --database 或 --user）。",
      en:
        "The file is checked first, as by profile check; one fault, and nothing goes in. The same file again changes nothing. A version that no application uses yet may be replaced; one in use is followed by a new version that begins later. Running servers learn of it within ten seconds or so. A profile says who sees what: only the owner of the schema puts one in (of the private cluster by itself, elsewhere by --database or --user)."
    ),
    arguments: [ProfileCheckCommand.file.spec],
    examples: [
      .init(
        Text(zh: "方案 存入 hubei.yaml", en: "profile add hubei.yaml"), Text(zh: "存入湖北的方案", en: "the profile of Hubei"))
    ],
    roles: [.administrator], needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let file = try ProfileCheckCommand.url(of: input.require(ProfileCheckCommand.file))
    let (profile, content): (Profile, String)
    do { (profile, content) = try read(file, by: context.database.catalogue.program.standards) } catch {
      let table = ProfileCheckCommand.table(of: error.findings, context.language)
      return CommandOutput(
        blocks: [.table(table)], json: ["findings": table.json],
        talk: [
          .warning(
            Text(
              zh: "没有存入。改好后用“方案 检查”再看一遍，没有问题时重新存入。",
              en: "Nothing went in. Correct the file until profile check finds nothing, and add it again."))
        ], exitCode: .failed)
    }
    let added = try await add(profile, content, file, context)
    _ = await context.database.learn()
    return output(profile, added)
  }

  private static func add(
    _ profile: Profile, _ content: String, _ file: URL, _ context: ConsoleContext
  ) async throws -> ProfileAdded {
    try await context.asOwnerAlone("add_profile") {
      try await $0.addProfile(profile, content: content, name: file.lastPathComponent)
    }
  }

  /// The text that is judged is the text that goes in.
  private static func read(_ file: URL, by standards: Standards) throws(ProfileFailure) -> (Profile, String) {
    let content = try Profile.content(of: file)
    return (try Profile.parse(content, name: file.lastPathComponent, by: standards), content)
  }

  private static func output(_ profile: Profile, _ added: ProfileAdded) -> CommandOutput {
    let name = Text(
      zh: "\(profile.province) \(profile.version)（\(profile.name.zh)）",
      en: "\(profile.province) \(profile.version) (\(profile.name.en))")
    let done: Text =
      switch added.outcome {
      case .added:
        Text(
          zh: "已存入 \(name.zh)，\(profile.validFrom.iso) 起启用。", en: "\(name.en) is in, from \(profile.validFrom.iso) on.")
      case .replaced:
        Text(
          zh: "已替换 \(name.zh)：此前没有申报使用它。", en: "\(name.en) is replaced: no application had used it.")
      case .unchanged: Text(zh: "\(name.zh) 早已存入，完全相同，没有改动。", en: "\(name.en) is there already, word for word.")
      }
    var talk: [Notice] = [.done(done)]
    if added.bureaus > 0 {
      talk.append(
        .hint(
          Text(
            zh: "新增会计管理部门 \(added.bureaus) 个：用 人员 新增（staff add）为它们建立账号，用 导入 电话（import contacts）写上电话。",
            en: "\(added.bureaus) bureaus are new: make their accounts with staff add, and import contacts.")))
    }
    if profile.identity.kind == .sso, added.outcome != .unchanged {
      talk.append(
        .hint(
          Text(
            zh: "申报人经\(profile.identity.provider.zh)登录：为端点配置该省的身份来源后重新启动它，见 docs/identity.md。",
            en:
              "Applicants come through \(profile.identity.provider.en): configure the endpoint for it and start it again, see docs/identity.md."
          )))
    }
    return CommandOutput(
      json: [
        "province": .string(profile.province), "version": .string(profile.version),
        "outcome": .string(added.outcome.rawValue), "valid_from": .string(profile.validFrom.iso),
        "bureaus": .integer(added.bureaus),
      ], talk: talk)
  }
}
