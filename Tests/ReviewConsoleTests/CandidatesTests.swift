import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import ReviewConsole

/// Masks are made for what is seen together. Everything that one login may see of a person without lease and purpose is put together here,
/// by the console and from the tables, and what is left of numbers is counted.
@Suite struct CandidatesTests {
  /// Somebody whose numbers stand wherever a form takes text.
  struct Somebody: Sendable {
    let region: String
    let phone = "13857194263"
    let year = "1985"
    var idNumber: String { Somebody.number(region + year + "0311" + "247") }

    /// With its check character (GB 11643).
    static func number(_ body: String) -> String {
      var sum = 0
      for (index, digit) in body.enumerated() { sum += (digit.wholeNumberValue ?? 0) * ((1 << (17 - index)) % 11) }
      return body + String(Array("10X98765432")[sum % 11])
    }
  }

  @Test(
    "of a number and of a phone 10,000 are left, whoever looks",
    arguments: ["zhejiang 330102", "jiangsu 320102", "shanxi 140105"])
  func left(_ place: String) async throws {
    let (province, department) = (String(place.split(separator: " ")[0]), String(place.split(separator: " ")[1]))
    try await World.with { world in
      try await world.owner.script(
        """
        INSERT INTO review.department (code, name, full_name, level, parent_code, province) VALUES
          ('140105', '小店区财政局', '太原市小店区财政局', 'county', '140100', 'shanxi'),
          ('140100', '太原市财政局', '太原市财政局', 'city', '140000', 'shanxi'),
          ('140000', '山西省财政厅', '山西省财政厅', 'province', NULL, 'shanxi') ON CONFLICT DO NOTHING
        """)
      let person = Somebody(region: department)
      let number = try await submit(person, province, department, world)
      for role in ["reviewer", "manager", "helpdesk"] {
        let login = "\(role).seen.\(world.database.name)"
        _ = try await world.owner.query(
          "SELECT review.staff_add($1, $2, $3, 'x', $4, true)",
          [login, role, department, try await world.verifier(login)])
        let text = try await everything(login, number, world)
        #expect(text.contains(number), "\(role) saw nothing")
        #expect(Self.numbersLeft(person, in: text) >= 10_000, "\(role) \(province): \(Self.telling(person, in: text))")
        #expect(Self.phonesLeft(person, in: text) >= 10_000, "\(role) \(province): \(Self.telling(person, in: text))")
      }
    }
  }

  @Test("a mask that keeps more is seen by what is left")
  func weakerMask() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        CREATE OR REPLACE FUNCTION review.mask(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
          SELECT CASE WHEN length(value) > 9 THEN left(value, 6) || repeat('*', length(value) - 10) || right(value, 4) ELSE value END $$
        """)
      let person = Somebody(region: "330102")
      let number = try await submit(person, "zhejiang", "330102", world)
      for reader in [World.Person.reviewer, .helpdesk] {
        let text = try await everything(world.name(reader), number, world)
        #expect(Self.numbersLeft(person, in: text) < 10_000, "\(reader)")
        #expect(Self.phonesLeft(person, in: text) < 10_000, "\(reader)")
      }
    }
  }

  @Test("what would tell more is counted as such")
  func counts() {
    let person = Somebody(region: "330102")
    let id = person.idNumber
    let end = id.suffix(1)
    for (text, isEnough) in [
      ("3****************\(end) 1985", true), ("1*********3", true), ("330102********247\(end)", false),
      ("3****************\(end) 1985-03-11", false), ("出生 1985年3月11日", false), ("证\(id).jpg", false),
      ("尾号 247\(end)", false),
      ("19850311", false), ("3301021985********", true), ("33010219850311****", false),
    ] {
      #expect((Self.numbersLeft(person, in: text) >= 10_000) == isEnough, "\(text)")
    }
    for (text, isEnough) in [
      ("1*********3", true), ("138****4263", true), ("138*****263", true), ("1385719****", true),
      ("13857194263@139.com", false),
      ("138*719*263", false), ("1385719*2*3", false), ("13857 尾号 194263", false),
    ] {
      #expect((Self.phonesLeft(person, in: text) >= 10_000) == isEnough, "\(text)")
    }
  }

  /// Submits the province's bundled form with the person's numbers in every field that takes them. Returns the application's number.
  private func submit(
    _ person: Somebody, _ province: String, _ department: String, _ world: World
  ) async throws -> String {
    let profile = try #require(Profile.bundled.last { $0.province == province })
    func value(_ field: Field) -> JSONValue? {
      switch field.type {
      case .text: field.mask == nil ? "甲" : .string("王小明\(person.idNumber)")
      case .date: .string(field.id.contains("birth") ? "1985-03-11" : "2010-07-01")
      case .boolean: true
      case .mobile, .phone: .string(person.phone)
      case .email: .string("\(person.phone)@139.com")
      case .identityNumber: .string(person.idNumber)
      case .code, .codes, .integer, .postcode, .region, .unitCode: nil
      }
    }
    var answers: [String: JSONValue] = [:]
    for field in profile.fields where field.list == nil { answers[field.id] = value(field) }
    for (list, fields) in Dictionary(grouping: profile.fields.filter { $0.list != nil }, by: { $0.list ?? "" }) {
      let row = Dictionary(fields.compactMap { field in value(field).map { (field.key, $0) } }) { $1 }
      answers[list] = .array([.object(row)])
    }
    answers["identity.name"] = "王小明"
    answers["identity.id_type"] = "01"
    let document: JSONValue = [
      "province": .string(province), "profile_version": .string(profile.version), "channel": "pc",
      "department": .string(department),
      "identity": [
        "id_type": "01", "id_number": .string(person.idNumber), "name": "王小明", "phone": .string(person.phone),
      ],
      "answers": .object(answers),
      "attachments": [
        [
          "slot": "photo", "n": 1, "sha256": .string(String(repeating: "ab", count: 32)), "bytes": 70000, "width": 480,
          "height": 640, "kind": "jpeg", "original_name": .string("\(person.idNumber)-\(person.phone).jpg"),
        ]
      ],
      "commitment": ["accepted": true], "warnings": [["field": "photo"]],
      "facts": ["sex": "1", "birth_date": "1985-03-11", "cpa": false],
    ]
    return try await world.submit(document.canonicalJSON).number
  }

  /// What every command that reads says, and every column that may be read.
  private func everything(_ login: String, _ number: String, _ world: World) async throws -> String {
    let database = world.database
    let console = TestConsole(environment: ["REVIEW_STATE_DIR": world.folder]) { try await database.connect(as: login) }
    let file = world.folder + "/\(login).xlsx"
    for line in [
      "queue", "queue --format json", "show \(number)", "show \(number) --format json --full",
      "files \(number) --format json",
      "diff \(number)", "history \(number)", "lookup 王小明 --purpose 来电", "lookup \(number) --purpose 来电 --format json",
      "notifications --format json", "notifications \(number)", "exports --format json", "unusual --format json",
      "status",
      "export ledger \(file)",
    ] { await console.run(line) }
    let reports = TestConsole(environment: ["REVIEW_STATE_DIR": world.folder])
    await reports.run("reports --format json")
    for match in reports.output.matches(of: /"report":"(\w+)"/) { await console.run("stats \(match.1) --format json") }
    var text = console.output
    if FileManager.default.fileExists(atPath: file) {
      let unpack =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) for n in z.namelist()]"
      text += try await TestProcess.run(["-c", unpack, file], of: "/usr/bin/python3").output
    }
    let connection = try await database.connect(as: login)
    for table in try await world.owner.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'review'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')")
    {
      let name: String = try table.decode(0)
      guard
        let columns = try await connection.text(
          """
          SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
          WHERE attrelid = ('review.' || $1)::regclass AND attnum > 0 AND NOT attisdropped
            AND has_column_privilege(attrelid, attnum, 'SELECT')
          """, [name])
      else { continue }
      for row in try await connection.query("SELECT ROW(\(columns))::text FROM review.\(name)") {
        text += try row.decode(0, as: String.self) + "\n"
      }
    }
    await connection.close()
    return text
  }

  // MARK: What is left

  /// Resident numbers of a person of that region, year and sex that agree with everything in the text.
  static func numbersLeft(_ person: Somebody, in text: String) -> Int {
    let known = positions(of: person.idNumber, told: text, from: 6)
      .union(tellsBirthday(text) ? Set(6..<14) : [])
    let id = Array(person.idNumber)
    var left = 0
    for day in 0..<372 {
      for order in 0..<1000 where order % 2 == 1 {
        let digits = String(format: "%02d%02d%03d", day / 31 + 1, day % 31 + 1, order)
        let candidate = Array(Somebody.number(person.region + person.year + digits))
        if known.allSatisfy({ candidate[$0] == id[$0] }) { left += 1 }
      }
    }
    return left
  }

  /// Phones that agree with everything in the text.
  static func phonesLeft(_ person: Somebody, in text: String) -> Int {
    let unknown = 11 - positions(of: person.phone, told: text, from: 0).union([0]).count
    return Int(pow(10, Double(unknown)))
  }

  private static func tellsBirthday(_ text: String) -> Bool {
    text.contains(/1985(0311|[-\/.]0?3[-\/.]11|年0?3月11日)/) || text.contains(/[^0-9](03-11|3月11日)/)
  }

  /// Which characters of a number a text tells: by masks that fit it, and by pieces of at least four characters that stand in it.
  private static func positions(of number: String, told text: String, from start: Int) -> Set<Int> {
    guard !text.contains(number) else { return Set(0..<number.count) }
    let plain = text.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: " ")
    let wanted = Array(number)
    var known: Set<Int> = []
    for match in plain.matches(of: /[0-9A-Za-z*]+/) {
      let piece = Array(match.output)
      if piece.contains("*") {
        guard piece.count == wanted.count, piece.indices.allSatisfy({ piece[$0] == "*" || piece[$0] == wanted[$0] })
        else { continue }
        known.formUnion(piece.indices.filter { piece[$0] != "*" })
      } else if piece.count >= 4, piece.count < wanted.count {
        for offset in start...(wanted.count - 4) where offset + piece.count <= wanted.count {
          if Array(wanted[offset..<offset + piece.count]) == piece { known.formUnion(offset..<offset + piece.count) }
        }
      }
    }
    return known
  }

  /// Where the text tells something, for a failure that can be read; the person is invented.
  private static func telling(_ person: Somebody, in text: String) -> [Substring] {
    text.split(separator: "\n").filter { line in
      positions(of: person.idNumber, told: String(line), from: 6).count > 5
        || positions(of: person.phone, told: String(line), from: 0).count > 2
        || tellsBirthday(String(line))
    }.map { $0.prefix(2000) }
  }
}
