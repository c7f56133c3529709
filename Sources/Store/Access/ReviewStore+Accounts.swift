public import Foundation
import PostgreSQL

/// What a bureau gives a person whose document it has seen.
public struct Voucher: Sendable, Hashable {
  /// Ten digits, for one registration or one new password.
  public let code: String
  /// It counts until then.
  public let expiresAt: Date
  /// The kind of document that it is for (code list `id_type`).
  public let idType: String
}

/// What bureaus do for applicants with accounts, at the counter. Each call puts on record first for whose number it is.
extension ReviewStore {
  /// Vouches for the person with this number, whose document the caller has seen; `document` says which, on record.
  ///
  /// - Parameter idType: code of the kind of document (code list `id_type`); nil where only one kind is known for the number, or it is a
  ///   resident's.
  ///
  /// refused: unknown_person, kind_missing {kinds}, purpose_missing, too_many_requests
  public func vouch(idNumber: String, idType: String? = nil, document: String) async throws(StoreFailure) -> Voucher {
    let ticket = try await counter(idNumber, document)
    return try await one(
      "account voucher", "SELECT code, expires_at, kind FROM review.account_vouch($1, $2, $3, $4)",
      [ticket, idNumber, document, idType]
    ) { Voucher(code: try $0.decode("code"), expiresAt: try $0.decode("expires_at"), idType: try $0.decode("kind")) }
  }

  /// Closes the person's account, with all its sessions and codes; false where there was none.
  ///
  /// refused: unknown_person, kind_missing {kinds}, purpose_missing, too_many_requests
  public func closeAccount(idNumber: String, idType: String? = nil, reason: String) async throws(StoreFailure) -> Bool {
    let ticket = try await counter(idNumber, reason)
    return try await one(
      "account closing", "SELECT review.account_close($1, $2, $3, $4) AS was_there", [ticket, idNumber, reason, idType]
    ) { try $0.decode("was_there") }
  }

  private func counter(_ idNumber: String, _ purpose: String) async throws(StoreFailure) -> Int {
    try await ticket(.counter, ["number": .string(idNumber), "purpose": .string(purpose)])
  }
}
