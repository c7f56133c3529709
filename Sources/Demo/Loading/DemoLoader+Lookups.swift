import Domain
import PostgreSQL

/// What forms look up. COPY into the tables runs no trigger of approvals that the demo could rely on: rows arrive approved.
extension DemoLoader {
  /// Units from the approved applications whose form offers the lookup, the latest name of each.
  static func insertUnits(_ transaction: borrowing Transaction) throws(DatabaseError) {
    _ = try transaction.execute(
      """
      INSERT INTO review.unit (code, name, unit_type, region, source, updated_at, other_application)
      SELECT DISTINCT ON (u.code) u.code, u.name, a.unit_type, a.unit_region, 'approved', a.approved_at, a.id
      FROM review.application a
      JOIN review.profile p ON p.province = a.province AND p.version = a.profile_version
      JOIN review.submission s ON s.application_id = a.id AND s.revision = a.revision
      CROSS JOIN LATERAL (SELECT s.answers ->> (p.settings #>> '{unit_lookup,code}') AS code,
        btrim(s.answers ->> (p.settings #>> '{unit_lookup,name}')) AS name) AS u
      WHERE a.state = 'approved' AND u.name <> '' AND u.code ~ '^([0-9A-Z]{18}|[0-9A-Z]{9})$'
      ORDER BY u.code, a.approved_at DESC
      ON CONFLICT (code) DO NOTHING
      """, name: "demo units")
  }

  /// A number for each bureau that has demo staff. They ring nowhere: a local number never begins with 0.
  static func insertContacts(
    for profiles: [Profile], _ transaction: borrowing Transaction
  ) throws(DatabaseError) {
    // All of them lie in the capitals, whose area codes these are; of other provinces nobody has told one.
    let areas = ["14": "0351", "32": "025", "33": "0571"]
    for code in DemoStaff.departments(for: profiles) {
      guard let area = areas[String(code.prefix(2))] else { continue }
      _ = try transaction.execute(
        """
        INSERT INTO review.department_contact (department_code, phone, hours, updated_at, updated_by)
        VALUES ($1, $2, '工作日 9:00-11:30，13:30-17:00', now(), 'admin') ON CONFLICT (department_code) DO NOTHING
        """, [code, "\(area)-0\(code)"], name: "demo contacts")
    }
  }
}
