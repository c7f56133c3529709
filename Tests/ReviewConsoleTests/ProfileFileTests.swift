import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import ReviewConsole

/// `profile add` and `profile list`, and that the console then knows the province.
@Suite("Profiles of the database at the console", .timeLimit(.minutes(30)))
struct ProfileFileTests {
  private static func file(_ world: World, _ province: String = "hubei", _ changes: [String: String] = [:]) throws
    -> String
  {
    let path = world.folder + "/\(province).yaml"
    try Data(try ProvinceFile.text(province, changes).utf8).write(to: URL(filePath: path))
    return path
  }

  @Test("a file goes in, is listed with where it comes from, and its bureaus are known at once")
  func added() async throws {
    try await World.with { world in
      let console = world.ownerConsole()
      let path = try Self.file(world)
      #expect(await console.run("profile add \(path)").exitCode == .done)
      #expect(console.talk.contains("已存入 hubei 2021.1") && console.talk.contains("新增会计管理部门 117 个"))
      console.empty()
      #expect(await console.run("方案 存入 \(path)").exitCode == .done)
      #expect(console.talk.contains("完全相同，没有改动"))
      console.empty()
      await console.run("profile list --format json")
      let listed = try #require(try JSONValue(strictly: Array(console.output.utf8)).array)
      let hubei = listed.first { $0["province"]?.string == "hubei" }
      #expect(
        hubei?["source"] == "database" && hubei?["used"] == 0 && hubei?["in_force"] == true
          && hubei?["file"] == "hubei.yaml")
      #expect(listed.first { $0["province"]?.string == "shanxi" }?["source"] == "program")
      console.empty()
      await console.run("profile list")
      #expect(console.output.contains("数据库") && console.output.contains("程序"))
      // Who has connected before, and who has not, knows the bureau by its name.
      for person in [World.Person.reviewer, .chief] {
        let other = world.console(person)
        await other.run("queue --department 武汉市江岸区财政局")
        #expect(!other.talk.contains("江岸区财政局”") && other.talk.contains("420102") != true, "\(other.talk)")
        other.empty()
        await other.run("profile show hubei")
        #expect(other.output.contains("湖北省会计人员信息采集，版本 2021.1"))
        other.empty()
        await other.run("reasons --province hubei")
        #expect(other.output.contains("P01"))
      }
    }
  }

  @Test("a faulty file goes in nowhere and says line and what to do; a missing one is said to be missing")
  func faulty() async throws {
    try await World.with { world in
      let console = world.ownerConsole()
      let path = try Self.file(
        world, "hubei", ["required: true, mask: phone": "requried: true", "choose: 1..9": "chose: 1..9"])
      #expect(await console.run("profile add \(path)").exitCode == .failed)
      #expect(console.output.contains("无法识别的键“requried”") && console.output.contains("无法识别的键“chose”"))
      #expect(console.talk.contains("没有存入"))
      console.empty()
      #expect(await console.run("profile add \(path) --format json").exitCode == .failed)
      let findings = try JSONValue(strictly: Array(console.output.utf8))["findings"]?.array
      #expect(findings?.count ?? 0 >= 2 && findings?.allSatisfy { $0["line"]?.integer ?? 0 > 0 } == true)
      for wrong in [world.folder + "/none.yaml", world.folder] {
        console.empty()
        #expect(await console.run("profile add \(wrong)").exitCode == .failed)
        #expect(console.talk.contains(wrong.hasSuffix("yaml") ? "没有文件" : "是目录"))
      }
      let broken = world.folder + "/broken.yaml"
      for bytes in [Data(), Data([0xFF, 0xFE, 0x00]), Data("- a\n- b\n".utf8), Data("a: [".utf8), Data("\0".utf8)] {
        try bytes.write(to: URL(filePath: broken))
        console.empty()
        #expect(await console.run("profile add \(broken)").exitCode == .failed)
        #expect(console.output.contains("共") || !console.talk.isEmpty)
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.profile_file") == 0)
    }
  }

  @Test("refusals of the database say what is in the way and what to write instead")
  func refusals() async throws {
    try await World.with { world in
      let console = world.ownerConsole()
      await console.run("profile add \(try Self.file(world))")
      for (changes, words) in [
        (["version: \"2021.1\"": "version: \"2022.1\""], ["晚于 2021.1 版的 2021-05-27", "valid.from"]),
        (["province: hubei": "province: hubeia", "letters: HB": "letters: HC"], ["属于 hubei"]),
      ] {
        console.empty()
        #expect(await console.run("profile add \(try Self.file(world, "hubei", changes))").exitCode == .failed)
        for word in words { #expect(console.talk.contains(word), "\(console.talk)") }
      }
      console.empty()
      #expect(
        await console.run("profile add \(try Self.file(world, "anhui", ["letters: AH": "letters: HB"]))").exitCode
          == .failed)
      #expect(console.talk.contains("字头 HB 已由 hubei 使用"))
      let file = try Self.file(world)
      #expect(
        await world.console(.administrator).run("profile add \(file)").exitCode == .notPermitted)
      for person in [World.Person.reviewer, .manager, .helpdesk] {
        for command in ["profile add \(try Self.file(world))", "profile list"] {
          #expect(await world.console(person).run(command).exitCode == .notPermitted, "\(person) \(command)")
        }
      }
    }
  }
}
