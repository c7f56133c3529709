import Foundation
public import PostgreSQL

/// The one world of all tests: a database of its own with bureaus of two provinces, their forms, and one member of staff
/// of each kind. `submit` fills it one by one as applicants do, `load` with very many at once.
///
/// Its settings are none that the functions fall back to and none that a bundled form has: a setting whose name is
/// misspelt changes what a test sees.
public struct World: Sendable {
  /// From a submission to the last day for its decision.
  public static let workingDays = 4
  /// How long a decision may be taken back.
  public static let reopenDays = 20
  /// How long a lease lasts.
  public static let leaseMinutes = 12

  /// The database.
  public let database: TestDatabase
  /// May everything that the schema itself allows.
  public let owner: Connection
  /// For files, gone with the world.
  public let folder: String

  /// Makes a world, lends it, and takes it away with its roles.
  public static func with<T: Sendable>(_ body: @Sendable (World) async throws -> T) async throws -> T {
    try await TestServer.shared.withDatabase { database in
      let folder = FileManager.default.temporaryDirectory.appending(path: "world-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let world = World(database: database, owner: try await database.connect(), folder: folder.path)
      let result: Result<T, any Error>
      do {
        try await world.fill()
        result = .success(try await body(world))
      } catch { result = .failure(error) }
      try await world.dropStaff()
      await world.owner.close()
      try? FileManager.default.removeItem(at: folder)
      return try result.get()
    }
  }

  /// Roles are the server's: what a test does to one must not reach another test.
  private func dropStaff() async throws {
    for name in try await owner.query("SELECT name FROM review.staff WHERE name LIKE '%' || $1", [database.name]) {
      let role: String = try name["name"]
      try? await owner.script("DROP ROLE IF EXISTS \"\(role)\"")
    }
  }

  private func fill() async throws {
    try await owner.script(
      """
      INSERT INTO review.department (code, name, full_name, level, parent_code, province) VALUES
        ('330106', '西湖区财政局', '杭州市西湖区财政局', 'county', '330100', 'zhejiang'),
        ('330102', '上城区财政局', '杭州市上城区财政局', 'county', '330100', 'zhejiang'),
        ('330100', '杭州市财政局', '杭州市财政局', 'city', '330000', 'zhejiang'),
        ('330000', '浙江省财政厅', '浙江省财政厅', 'province', NULL, 'zhejiang'),
        ('320000', '江苏省财政厅', '江苏省财政厅', 'province', NULL, 'jiangsu'),
        ('320100', '南京市财政局', '南京市财政局', 'city', '320000', 'jiangsu'),
        ('320102', '玄武区财政局', '南京市玄武区财政局', 'county', '320100', 'jiangsu') ON CONFLICT DO NOTHING;
      INSERT INTO review.return_reason (code, scope, text, hint, action, remark_required, ordinal, source) VALUES
        ('T01', 'photo', '照片模糊', '请重新拍照', 'reupload', false, 901, 'test'),
        ('T99', 'whole', '其他', '见说明', 'edit', true, 902, 'test');
      INSERT INTO review.profile
        (province, version, name, number_letters, valid_from, targets, masked_fields, texts, settings) VALUES
        ('zhejiang', 'test', '浙江', 'ZJ', '2020-01-01',
         '{photo,qualification_certificate,qualifications[].level,identity.name}',
         '{identity.id_number,identity.mobile,qualifications[].certificate_number}',
         '{"approved": "{name}：{number}已通过。{department}",
           "returned": "{name}：{number}第{revision}次提交退回\\n{reasons}\\n说明：{note}\\n{department}"}',
         '{"channel": "sms", "recipient_field": "identity.mobile",
           "target_labels": {"photo": "照片", "qualifications.level": "级别"}}');
      UPDATE review.profile SET settings = settings || jsonb_build_object('working_days', \(Self.workingDays),
        'reopen_days', \(Self.reopenDays), 'lease_minutes', \(Self.leaseMinutes));
      -- Tests decide faster than people.
      UPDATE review.profile SET settings = settings || '{"open_a_minute": 100000, "open_a_day": 100000}' WHERE version = 'test';
      """)
    for person in Person.allCases {
      let name = name(person)
      _ = try await owner.query(
        "SELECT review.staff_add($1, $2, $3, $4, $5, true)",
        [name, person.role, person.department, person.rawValue, try await verifier(name)])
    }
  }
}
