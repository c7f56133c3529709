import PostgreSQL

extension IntakeStore {
  /// What an older system knew of the applicant; nil where there is no archive. Recorded.
  public func archive(of key: ApplicantKey) async throws(StoreFailure) -> FoundArchive? {
    try await first(
      "applicant archive", "SELECT answers, fixed_fields, has_password FROM review.archive_find($1, $2, $3)",
      key.parameters
    ) { try FoundArchive($0) }
  }
}
