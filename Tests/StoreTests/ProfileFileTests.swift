import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Profiles that are put into a database: what goes in, what is refused, and who learns of it.
@Suite(.timeLimit(.minutes(30)))
struct ProfileFileTests {
  @discardableResult
  private static func add(
    _ world: World, _ province: String = "hubei", _ changes: [String: String] = [:]
  ) async throws -> ProfileAdded {
    let profile = try ProvinceFile.profile(province, changes)
    let content = try ProvinceFile.text(province, changes)
    return try await ReviewStore(connection: world.owner).addProfile(
      profile, content: content, name: province + ".yaml")
  }

  private static func refused(
    _ world: World, _ province: String = "hubei", _ changes: [String: String] = [:]
  ) async throws -> Refusal? {
    do {
      try await add(world, province, changes)
      return nil
    } catch StoreFailure.refused(let refusal) { return refusal }
  }

  /// Begins an application in Hubei, as the endpoint does.
  private static func begin(_ world: World, version: String = "2021.1") async throws {
    let document: JSONValue = [
      "province": "hubei", "profile_version": .string(version), "channel": "pc", "id_type": "01",
      "id_number": "330113197203150021", "name": "汪样例", "phone": "16900000021", "answers": [:],
    ]
    try await world.with(.intake) { intake in
      _ = try await intake.query(
        "SELECT review.intake_notice('hubei', '01', '330113197203150021', $1, 'notice')", [version])
      _ = try await intake.query("SELECT * FROM review.intake_start($1)", [document])
    }
  }

  @Test("a profile goes in with its regions and bureaus, on record; the same again changes nothing")
  func added() async throws {
    try await World.with { world in
      let owner = try #require(try await world.owner.text("SELECT session_user"))
      #expect(try await Self.add(world) == ProfileAdded(outcome: .added, bureaus: 117))
      #expect(try await Self.add(world) == ProfileAdded(outcome: .unchanged, bureaus: 0))
      #expect(try await world.owner.count("SELECT count(*) FROM review.region WHERE code LIKE '42%'") == 117)
      #expect(
        try await world.owner.text(
          "SELECT full_name || array_length(ancestors, 1) FROM review.department WHERE code = '420102'")
          == "武汉市江岸区财政局3")
      #expect(
        try await world.owner.text(
          """
          SELECT string_agg(concat_ws(' ', actor, subject, detail ->> 'province', detail ->> 'version', detail ->> 'outcome',
            detail ->> 'bureaus', length(detail ->> 'sha256')), ',' ORDER BY id) FROM review.event WHERE action = 'imported'
          """)
          == [("added", 117), ("unchanged", 0)].map {
            "\(owner) profiles hubei 2021.1 \($0.0) \($0.1) 64"
          }
          .joined(separator: ","))
      let listed = try await world.with(.administrator) { try await ReviewStore(connection: $0).profiles() }
      let own = listed.filter { $0.file == nil }
      let hubei = listed.first { $0.province == "hubei" }
      #expect(own.count == Profile.bundled.count + 1 && hubei?.file == "hubei.yaml" && hubei?.used == 0)
      #expect(hubei?.addedBy == owner && hubei?.letters == "HB")
    }
  }

  @Test("a version that nobody uses is replaced; one in use is followed by a later one")
  func versions() async throws {
    try await World.with { world in
      try await Self.add(world)
      let changed = ["湖北会计之窗": "会计之窗"]
      #expect(try await Self.add(world, "hubei", changed) == ProfileAdded(outcome: .replaced, bureaus: 0))
      try await Self.begin(world)
      #expect(try await Self.add(world, "hubei", changed).outcome == .unchanged)
      let used = try await Self.refused(world)
      #expect(used?.word == .versionUsed && used?["used"] == "1")
      let next = ["version: \"2021.1\"": "version: \"2027.1\""]
      let early = try await Self.refused(world, "hubei", next)
      #expect(early?.word == .beginsTooEarly && early?["valid_from"] == "2021-05-27")
      let later = next.merging(["from: 2021-05-27": "from: 2027-01-01"]) { $1 }
      #expect(try await Self.add(world, "hubei", later).outcome == .added)
      let listed = try await world.with(.administrator) { try await ReviewStore(connection: $0).profiles() }
      #expect(listed.filter { $0.province == "hubei" }.map(\.used) == [1, 0])
    }
  }

  @Test("what would mix two provinces up is refused, and nothing of it is in")
  func conflicts() async throws {
    try await World.with { world in
      try await Self.add(world)
      let cases: [(String, [String: String], Refusal.Word, String)] = [
        ("anhui", ["letters: AH": "letters: HB"], .lettersTaken, "hubei"),
        ("anhui", ["letters: AH": "letters: ZJ"], .lettersTaken, "zhejiang"),
        ("hubei", ["province: hubei": "province: hubeitwo", "letters: HB": "letters: HU"], .provinceTaken, "hubei"),
      ]
      for (province, changes, word, owner) in cases {
        let refusal = try await Self.refused(world, province, changes)
        #expect(refusal?.word == word && refusal?["province"] == owner, "\(changes)")
      }
      let zhejiang = try #require(Profile.bundled.first { $0.province == "zhejiang" })
      do {
        _ = try await ReviewStore(connection: world.owner).addProfile(zhejiang, content: "x", name: "zhejiang.yaml")
        Issue.record("the program's own was replaced")
      } catch StoreFailure.refused(let refusal) {
        #expect(refusal.word == .versionUsed && refusal["by"] == "program")
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.profile_file") == 1)
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.department WHERE province IN ('anhui', 'hubeitwo')")
          == 0)
    }
  }

  @Test("whoever administers the staff does not decide who sees what")
  func administrator() async throws {
    try await World.with { world in
      try await world.with(.administrator) { connection in
        let state = try await refusal(connection, "SELECT review.profile_add('{}')")
        #expect(state == "42501")
      }
    }
  }

  @Test("nobody else may", arguments: [World.Person.reviewer, .manager, .helpdesk, .intake])
  func rights(_ person: World.Person) async throws {
    try await World.with { world in
      try await Self.add(world)
      try await world.with(person) { connection in
        for sql in [
          "SELECT review.profile_add('{}')", "SELECT review.profile_list()", "SELECT added_by FROM review.profile_file",
        ] {
          let state = try await refusal(connection, sql)
          #expect(state == "42501", "\(sql)")
        }
        // The forms themselves are for everybody who works with them.
        let readable = "SELECT count(*) FROM review.profile_file WHERE content <> '' AND edition > 0"
        #expect(try await connection.count(readable) == 1)
      }
    }
  }

  @Test("rubbish is refused as a bad document, and nothing of it is in")
  func rubbish() async throws {
    let good = ReferenceData.document(
      of: try ProvinceFile.profile(), content: try ProvinceFile.text(), name: "hubei.yaml")
    try await World.with { world in
      func changed(_ path: [String], _ value: JSONValue) async throws -> String? {
        try await refusal(
          world.owner, "SELECT review.profile_add(jsonb_set($1, $2, $3))", [good, path, value])
      }
      let cases: [([String], JSONValue, String)] = [
        (["profile"], .null, "RC460"), (["profile", "province"], "", "RC460"),
        (["profile", "province"], "Hu bei", "RC460"),
        (["profile", "version"], "", "RC460"), (["profile", "valid_from"], "some day", "RC460"),
        (["profile", "valid_to"], "2020-01-01", "RC460"), (["profile", "number_letters"], "hb", "RC460"),
        (["profile", "settings"], .null, "RC460"), (["content"], .null, "RC460"), (["content"], "", "RC460"),
        (["file"], .null, "RC460"), (["file"], "a\u{202E}b", "RC463"), (["regions"], "x", "RC460"),
        (["regions", "0", "parent"], "999999", "RC460"), (["departments"], .null, "RC460"),
        (["departments", "0", "level"], "town", "RC460"), (["departments", "5", "parent_code"], "999999", "RC460"),
        // Nobody of another province above its bureaus, and no other province's places.
        (["departments", "5", "parent_code"], "320000", "RC460"), (["regions", "5", "code"], "330102", "RC460"),
        (["region"], "330000", "RC464"),
      ]
      for (path, value, code) in cases {
        let state = try await changed(path, value)
        #expect(state?.hasPrefix(code) == true, "\(path) \(value) \(state ?? "")")
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.profile WHERE province = 'hubei'") == 0)
      // Of the same text masks may be added, none taken away, nor the letters changed.
      #expect(try await changed(["file"], "hubei.yaml") == nil)
      let masks = try #require(good["profile"]?["masked_fields"]?.array)
      #expect(try await changed(["profile", "masked_fields"], .array(masks + ["personal.hobby"])) == nil)
      for (member, value) in [
        ("masked_fields", JSONValue.array([])), ("export_hidden_fields", []), ("number_letters", "QQ"),
      ] {
        let state = try await changed(["profile", member], value)
        #expect(state?.hasPrefix("RC464") == true, "\(member) \(state ?? "")")
      }
    }
  }

  @Test("a catalogue learns of what goes in and what is replaced, by one number; a migration leaves it alone")
  func learns() async throws {
    try await World.with { world in
      let known = DatabaseCatalogue(.bundled)
      try await world.with(.intake) { intake in
        #expect(try await known.refresh(intake) == false)
        try await Self.add(world)
        #expect(try await known.refresh(intake) == true && known.profiles.map(\.province).contains("hubei"))
        #expect(try await known.refresh(intake) == false)
        #expect(
          known.current.standards.departments["420102"] != nil && known.program.standards.departments["420102"] == nil)
        try await Self.add(world, "hubei", ["湖北会计之窗": "会计之窗"])
        #expect(try await known.refresh(intake) == true)
        #expect(known.profiles.first { $0.province == "hubei" }?.channels.first?.name.zh == "会计之窗")
      }
      // A later program that brings this very version finds that it is there, and every row as it was put in.
      let own = Catalogue.bundled.own
      let brought = try ProvinceFile.profile("hubei", ["letters: HB": "letters: HX"])
      let program = ReferenceSource(checksum: "another") {
        ReferenceData.tables(own.standards, profiles: own.profiles.all + [brought])
      }
      _ = try await Migrator(reference: program).migrate(world.owner)
      #expect(try await world.owner.text("SELECT number_letters FROM review.profile WHERE province = 'hubei'") == "HB")
      let validation = try await Migrator(reference: program).validate(world.owner)
      #expect(validation.differences.isEmpty, "\(validation.differences)")
    }
  }

  @Test("several codes chosen in one field are one answer, rows of lists are not, and rubbish stays what it was")
  func several() async throws {
    try await World.with { world in
      let cells = try await world.owner.text(
        """
        SELECT string_agg(concat(list, coalesce('[' || place || ']', ''), member), ' ' ORDER BY list, place, member)
        FROM review.flattened('{"codes": ["1", "3"], "list": [{"x": 1, "y": 2}, {"x": 3}], "numbers": [1, 2], "text": "a", "none": []}')
        """)
      #expect(cells == "codes list[1].x list[1].y list[2].x numbers[1] numbers[2] text")
    }
  }

  @Test("of two who add at once both are right, and who begins meanwhile has what he began under")
  func race() async throws {
    try await World.with { world in
      async let one = Self.add(world)
      async let other = Self.add(world)
      let outcomes = try await [one.outcome, other.outcome]
      #expect(outcomes.contains(.added) && outcomes.contains(.unchanged))
      // Somebody begins and has not committed: replacing waits for that, and counts it.
      let holder = try await world.connect(.intake)
      _ = try await holder.query("SELECT review.intake_notice('hubei', '01', '330113197203150021', '2021.1', 'notice')")
      try await holder.script("BEGIN")
      _ = try await holder.query(
        """
        SELECT * FROM review.intake_start('{"province": "hubei", "profile_version": "2021.1", "channel": "pc", "id_type": "01",
          "id_number": "330113197203150021", "name": "汪样例", "answers": {}}')
        """)
      let refusal = try await Self.refused(world, "hubei", ["湖北会计之窗": "会计之窗"])
      #expect(refusal?.word == .rowHeld && refusal?["action"] == "add_profile")
      try await holder.script("COMMIT")
      await holder.close()
      #expect(try await Self.refused(world, "hubei", ["湖北会计之窗": "会计之窗"])?.word == .versionUsed)
    }
  }
}
