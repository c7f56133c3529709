import Domain
import PostgreSQL

/// A unit as the forms fill it in (R14).
public struct FoundUnit: Sendable, Hashable {
  /// The credit code, or the organisation code where nobody knows more.
  public let code: String
  /// As in the import, or as reviewers approved it.
  public let name: String
  /// Code of the list `unit_type`; nil = not known.
  public let unitType: String?
  /// Code of the region; nil = not known.
  public let region: String?
  /// Whether it was imported, and not only learnt from approvals.
  public let isImported: Bool
}

/// How a bureau is reached (R16).
public struct DepartmentContact: Sendable, Hashable {
  /// Code of the bureau.
  public let department: String
  /// As it is dialled.
  public let phone: String
  /// nil = not entered.
  public let address: String?
  /// When somebody answers, in words; nil = not entered.
  public let hours: String?
}

extension IntakeStore {
  /// The unit with a credit code or organisation code in its stored form; nil where nobody knows it.
  public func unit(_ code: String) async throws(StoreFailure) -> FoundUnit? {
    try await first(
      "unit find",
      "SELECT code, name, unit_type, region, source = 'import' AS is_imported FROM review.unit_find($1)", [code]
    ) { row in
      FoundUnit(
        code: try row.decode("code"), name: try row.decode("name"), unitType: try row.decode("unit_type"),
        region: try row.decode("region"), isImported: try row.decode("is_imported"))
    }
  }

  /// The contacts of a province's bureaus that anybody has entered, by the bureaus' codes.
  public func contacts(of province: String) async throws(StoreFailure) -> [String: DepartmentContact] {
    let contacts = try await query(
      "contact list", "SELECT department_code, phone, address, hours FROM review.contact_list($1)",
      [province]
    ) { row in
      DepartmentContact(
        department: try row.decode("department_code"), phone: try row.decode("phone"),
        address: try row.decode("address"), hours: try row.decode("hours"))
    }
    return Dictionary(contacts.map { ($0.department, $0) }, uniquingKeysWith: { $1 })
  }
}
