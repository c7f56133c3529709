import Domain
import TestSupport
import Testing

/// The words of the guides before and beside the form, and what is filled in to register.
@Suite struct ProfilesWayInTests {
  /// Province, word, and where the guide has it.
  static let words: [(String, String, String)] = [
    ("jiangsu", "去江苏政务服务网登录", "identity.words"), ("shanxi", "请登录", "identity.words"),
    ("shanxi", "登录系统", "identity.words"), ("shanxi", "登录", "identity.words"), ("shanxi", "注册", "identity.words"),
    ("shanxi", "密码找回", "identity.words"), ("shanxi", "信息采集", "identity.words"), ("shanxi", "信息登记", "identity.words"),
    ("shanxi", "确定", "identity.registration.buttons"),
    ("shanxi", "开始注册", "identity.registration.buttons"), ("shanxi", "注册成功！", "identity.registration.done"),
    ("zhejiang", "已上传", "channels.steps.filled"),
  ]

  @Test(arguments: words) func theWordsOfTheGuides(province: String, word: String, place: String) throws {
    let profile = try Sample.profile(province)
    let identity = profile.form["identity"]
    let found: [JSONValue?] =
      switch place {
      case "identity.words": identity?["words"]?.array?.map { $0["text"]?["zh"] } ?? []
      case "identity.registration.buttons":
        identity?["registration"]?["buttons"]?.array?.map { $0["text"]?["zh"] } ?? []
      case "identity.registration.done":
        identity?["registration"]?["done"]?.array?.map { $0["text"]?["zh"] } ?? []
      default:
        profile.form["channels"]?.array?.flatMap { $0["steps"]?.array ?? [] }.map { $0["filled"]?["zh"] } ?? []
      }
    #expect(found.contains(.string(word)), "\(found)")
    let shown = profile.channels.flatMap { channel in
      profile.wayIn(channel: channel.id, .zh) + (profile.outline(channel: channel.id)?.lines(.zh) ?? [])
    }
    #expect(shown.contains { $0.contains(word) })
  }

  /// 浙江: the navigation has seven entries; the dialog before submitting and the telephone numbers are none of them.
  @Test func theNavigationIsTheGuides() throws {
    for (province, entries, others) in [
      ("zhejiang", 7, ["confirm", "contacts"]), ("jiangsu", 8, []), ("shanxi", 8, []),
    ] {
      let steps = try #require(try Sample.profile(province).form["channels"]?.array?.first?["steps"]?.array)
      #expect(steps.filter { $0["entry"] != false }.count == entries, "\(province)")
      #expect(steps.filter { $0["entry"] == false }.compactMap { $0["id"]?.string } == others)
    }
  }

  @Test func eachChannelHasItsOwnWords() throws {
    let profile = try Sample.profile("shanxi")
    let pc = profile.wayIn(channel: "pc", .zh).joined(separator: "\n")
    let phone = profile.wayIn(channel: "wechat", .zh).joined(separator: "\n")
    #expect(pc.contains("系统左上角【请登录】") && pc.contains("【确定】→ 注册成功！") && !pc.contains("开始注册"))
    #expect(phone.contains("【开始注册】") && !phone.contains("请登录") && !phone.contains("确定") && !phone.contains("成功"))
    #expect(pc.contains("登录后【信息采集】") && !pc.contains("信息登记"))
    #expect(phone.contains("登录后【信息登记】") && !phone.contains("登录后【信息采集】"))
    #expect(pc.contains("* 身份证号  [id_number]") && phone.contains("  确认密码  [password_confirmation]"))
    #expect(profile.wayIn(channel: "fax", .zh).isEmpty)
  }

  @Test func registrationIsAFormWhereThereAreAccounts() throws {
    for profile in Profile.bundled {
      #expect((profile.identity.registration != nil) == (profile.identity.kind == .local), "\(profile.province)")
    }
    let fields = try #require(try Sample.profile("shanxi").form["identity"]?["registration"]?["fields"]?.array)
    // 填写【身份证号】、【姓名】、【密码】、【确认密码】、【电子邮箱】等.
    let guide = ["身份证号", "姓名", "密码", "确认密码", "电子邮箱"]
    #expect(fields.compactMap { $0["label"]?["zh"]?.string }.filter(guide.contains) == guide)
    #expect(
      fields.filter { $0["required"] == true }.map { $0["member"] } == ["id_number", "name", "password", "email"])
    #expect(fields.first { $0["member"] == "id_number" }?["field"] == "identity.id_number")
    // A profile that says nothing has everything that an account can take.
    let invented = try #require(try Profile.parse(Invented.yaml, name: "x").identity.registration)
    #expect(invented.fields.map(\.member) == RegistrationForm.Member.allCases)
  }

  static let mistakes: [(String, String)] = [
    ("registration: {}", "identity.registration.fields"),
    ("registration: {fields: [{member: nickname, label: 昵称}]}", "identity.registration.fields.nickname.member"),
    ("registration: {fields: [{member: name}]}", "identity.registration.fields.name.label"),
    (
      "registration: {fields: [{member: name, label: 姓名, required: true}, {member: name, label: 名}]}",
      "identity.registration"
    ),
    ("registration: {fields: [], colour: red}", "identity.registration.colour"),
    ("words: [{text: 登录, channels: [fax]}]", "identity"), ("words: [{place: 首页}]", "identity.words.[1].text"),
  ]

  @Test(arguments: mistakes) func mistakesHaveTheirPlace(part: String, path: String) throws {
    let found = try ProfilesLoadingTests.findings("provider: 本省账号", "provider: 本省账号, \(part)")
    #expect(found.contains { $0.hasSuffix(" " + path) }, "\(found)")
  }

  @Test func whoIsRegisteredElsewhereIsNotRegisteredHere() throws {
    let form = "registration: {fields: [{member: id_number, label: 号, required: true}]}"
    let found = try ProfilesLoadingTests.findings("kind: local, provider: 本省账号", "kind: sso, provider: 网, \(form)")
    #expect(found.contains { $0.hasSuffix(" identity.registration") }, "\(found)")
  }
}
