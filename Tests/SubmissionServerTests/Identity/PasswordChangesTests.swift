import Store
import Testing

@testable import SubmissionServer

/// A password is compared again where the stored hash has become another one meanwhile, and only there.
@Suite struct PasswordChangesTests {
  private let changes = PasswordChanges()
  private let person = ApplicantKey(province: "shanxi", idType: "01", idNumber: "11010519491231002X")
  private let other = ApplicantKey(province: "shanxi", idType: "01", idNumber: "110105199003070038")

  /// How often a wrong password is compared when `meanwhile` happens during the first time.
  private func comparisons(_ meanwhile: () async throws -> Void = {}) async throws -> Int {
    var count = 0
    let found: Bool? = try await changes.compared(person) {
      count += 1
      if count == 1 { try await meanwhile() }
      return nil
    }
    #expect(found == nil)
    return count
  }

  @Test func onceWhereNothingHappens() async throws {
    #expect(try await comparisons() == 1)
    #expect(try await comparisons { try await changes.change(other) {} } == 1)
    try await changes.change(person) {}
    #expect(try await comparisons() == 1)
    #expect(changes.watched == 0)
  }

  @Test func againWhereItChanged() async throws {
    #expect(try await comparisons { try await changes.change(person) {} } == 2)
    // Also where the change had begun before, or has not ended yet.
    let during = try await changes.change(person) { try await comparisons() }
    #expect(during == 2)
    struct Failed: Error {}
    let failed = try await comparisons { try? await changes.change(person) { throw Failed() } }
    #expect(failed == 2)
    #expect(changes.watched == 0)
  }

  @Test func whatIsRightIsNotComparedAgain() async throws {
    var count = 0
    let found: Int? = try await changes.compared(person) {
      count += 1
      try await changes.change(person) {}
      return count
    }
    #expect(found == 1 && count == 1)
  }
}
