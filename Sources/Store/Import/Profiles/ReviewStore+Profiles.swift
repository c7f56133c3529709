public import Domain
import DomainSQL
import PostgreSQL

extension ReviewStore {
  /// Puts a profile into the database, with its regions and the bureaus that follow from them. The same file again changes nothing; one
  /// that nobody has used yet is replaced.
  ///
  /// - Parameters:
  ///   - profile: as it was read from `content`, and found right.
  ///   - name: the file's name, without folders.
  /// - Throws: `version_used`, `letters_taken`, `province_taken`, `begins_too_early`.
  public func addProfile(
    _ profile: Profile, content: String, name: String
  ) async throws(StoreFailure) -> ProfileAdded {
    try await one(
      "profile_add", "SELECT outcome, bureaus FROM review.profile_add($1)",
      [ReferenceData.document(of: profile, content: content, name: name)]
    ) { row in
      guard let outcome = ProfileAdded.Outcome(rawValue: try row.decode("outcome")) else {
        throw StoreFailure.unreadable("outcome")
      }
      return ProfileAdded(outcome: outcome, bureaus: try row.decode("bureaus"))
    }
  }

  /// Every version of every province's form, by province and first day of validity.
  public func profiles() async throws(StoreFailure) -> [StoredProfile] {
    try await query(
      "profile_list",
      """
      SELECT province, version, name, number_letters, valid_from, valid_to, file, added_at, added_by, used FROM review.profile_list()
      """
    ) { row in
      let file: String? = try row.decode("file")
      return StoredProfile(
        province: try row.decode("province"), version: try row.decode("version"), name: try row.decode("name"),
        letters: try row.decode("number_letters"), validFrom: try row.decode("valid_from"),
        validTo: try row.decode("valid_to"), file: file, addedAt: try row.decode("added_at"),
        addedBy: try row.decode("added_by"), used: try row.decode("used"))
    }
  }
}
