import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

extension StoreCalls {
  /// A person of whom an older system knew, by the number of today.
  private static let veteran = ApplicantKey(province: "shanxi", idType: "01", idNumber: ArchiveFile.number(1))
  private static let oldPassword = String(repeating: "ab", count: 16)

  /// Files of archives, units and contacts.
  func imports() async throws {
    let day = try #require(Day(iso: "2026-11-21"))
    let archives = try ArchiveFile(
      header: ArchiveFile.header + ",password_hash,password_scheme",
      lines: ["\(ArchiveFile.number(1)),张甲,13,\(Self.oldPassword),md5"])
    let units = try ArchiveFile("code,name\n91330113MA2XX0019U,某某有限公司\n")
    let contacts = try ArchiveFile("department,phone\n330102,0571-12345678\n")
    let registered = try ArchiveFile("department,date,registered\n330102,2026-10-31,1200\n")
    let holidays = try ArchiveFile(CalendarFileTests.year2027)
    defer { for file in [archives, units, contacts, registered, holidays] { file.remove() } }
    try await with(.administrator) { (store: ReviewStore) async throws in
      #expect(try await archives.run(world.owner).added == 1)
      let files: [(any FileImporter, String)] = [
        (LookupImporter.units(store: store, standards: .bundled, today: day, run: UUID()), units.path),
        (LookupImporter.contacts(store: store, standards: .bundled, run: UUID()), contacts.path),
        (LookupImporter.registered(store: store, standards: .bundled, today: day, run: UUID()), registered.path),
      ]
      for (importer, path) in files {
        #expect(try await importer.run(file: path, onRefused: { _, _ in }, onProgress: { _ in }).added == 1)
      }
      #expect(try await store.calendar().days.knownYears.contains(2026))
      let notice = try CalendarFile(path: holidays.path, today: day)
      #expect(try await store.importCalendar(notice, run: UUID()).moved == 0)
      let (hubei, owner) = (try ProvinceFile.profile(), ReviewStore(connection: world.owner))
      #expect(try await owner.addProfile(hubei, content: try ProvinceFile.text(), name: "hubei.yaml").outcome == .added)
      #expect(try await store.profiles().contains { $0.province == "hubei" })
      #expect(try await DatabaseCatalogue(.bundled).refresh(store.connection))
    }
    try await withIntake { store in
      let (key, reader) = (Self.veteran, ReviewStore(connection: store.connection))
      _ = try #require(
        try await reader.archive(province: key.province, idType: key.idType, idNumber: key.idNumber))
      _ = try #require(try await store.archive(of: Self.veteran))
      _ = try #require(try await store.unit("91330113MA2XX0019U"))
      _ = try await store.unknownYear()
      #expect(try await store.contacts(of: "zhejiang").count == 1)
    }
  }

  /// From the notice to the withdrawal.
  func applicants() async throws {
    try await world.owner.script(
      "UPDATE review.profile SET settings = settings || '{\"notices\": {\"guide\": 0}}' WHERE version = 'test'")
    try await withIntake { store in
      let (key, file) = (DraftTests.key(9), DraftTests.file())
      _ = try await store.showNotice("guide", version: "test", to: key)
      _ = try await DraftTests.start(store, 9)
      let version = try #require(try await store.draft(of: key)).version
      _ = try await store.save(["identity.name": "测试甲"], expecting: version, of: key)
      for n in 1...2 { try await store.attach(DraftTests.file("photo", n: n), of: key) }
      #expect(try await store.detach(slot: file.slot, n: 2, of: key))
      let judged = try #require(try await store.draft(of: key)).version
      _ = try await store.submit(try DraftTests.document(9, version: judged, key: "once"))
      _ = try #require(try await store.receipt(for: ["key": "once", "fingerprint": "f"], of: key))
      _ = try #require(try await store.status(of: key))
      _ = try await store.withdraw(of: key)
      _ = try await store.goOn(through: "phone", commitment: nil, of: key)
      #expect(try await store.discard(of: key) == false)
      try await world.owner.query(
        """
        UPDATE review.application a SET state = 'approved', approved_at = now(), decided_at = now(), decided_by = 'somebody'
        FROM review.applicant p WHERE p.id = a.applicant_id AND p.id_number = $1
        """, [key.idNumber])
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"change\": true}' WHERE version = 'test'")
      #expect(
        try await store.beginChange(of: key, profileVersion: "test", channel: "phone", commitment: nil).isChange)
    }
  }

  /// An account from its first to its last day.
  func accounts() async throws {
    let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: ArchiveFile.number(2))
    let fields = AddressFields(email: ["personal.email"], phone: ["personal.phone"])
    func bytes(_ byte: UInt8, _ count: Int = 32) -> [UInt8] { Array(repeating: byte, count: count) }
    try await withIntake { store in
      let cost = try await store.takeTurn("register", address: "test")
      func password(_ byte: UInt8) -> NewPassword {
        NewPassword(salt: bytes(byte, 16), digest: bytes(byte), cost: cost)
      }
      #expect(try await store.words(of: key, nonce: bytes(1, 16)).count > 10)
      let person = Registration(name: "李乙", email: "li@example.cn", phone: nil)
      #expect(
        try await store.register(
          key, person, password: password(1), isMadeOfKnown: false, address: "test", code: "11111111", fields: fields)
          == .made)
      func logIn(_ digest: UInt8, session: UInt8) async throws {
        #expect(try await store.beginLogin(key, address: "test").salt == bytes(digest, 16))
        _ = try #require(
          try await store.logIn(
            key, address: "test", digest: bytes(digest), legacyDigests: ["md5": Self.oldPassword],
            session: bytes(session), fields: fields))
      }
      try await logIn(1, session: 8)
      #expect(try await store.confirmContact(session: bytes(8), code: "11111111"))
      _ = try await store.requestContactCode(session: bytes(8), address: "test", code: "22222222")
      #expect(try await store.sessions(bytes(8)).map(\.isThis) == [true])
      #expect(try await store.rehash(session: bytes(8), digest: bytes(1), password: password(1)) == false)
      _ = try #require(try await store.holder(ofSession: bytes(8)))
      #expect(
        try await store.changePassword(session: bytes(8), digest: bytes(1), password: password(2))
      )
      try await store.requestReset(key, address: "test", code: "12345678", fields: fields)
      #expect(try await AccountMessage.waiting(on: world.owner).isEmpty == false)
      #expect(
        try await store.reset(
          key, address: "192.0.2.1", code: "12345678", password: password(3), isMadeOfKnown: false, fields: fields))
      try await logIn(3, session: 9)
      #expect(try await store.sweepIdle() == 0)
      #expect(try await store.endSession(bytes(9)))
    }
  }
}
