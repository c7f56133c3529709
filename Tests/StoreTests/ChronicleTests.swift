import TestSupport
import Testing

/// What each function answers and leaves in every table, and with what each refuses: whole rows, so that nothing is forgotten that nobody
/// thought of looking at.
@Suite struct ChronicleTests {
  @Test("accounts: codes, log-ins, sessions, what a bureau vouches for") func accounts() async throws {
    try await Chronicle("accounts").play()
  }

  @Test("intake: from the notice to a change that is given up") func intake() async throws {
    try await Chronicle("intake").play()
  }

  @Test("review: looks, leases, decisions, messages, look-ups, measures") func review() async throws {
    try await Chronicle("review").play()
  }

  @Test("staff: added, changed, shut out, let in") func staff() async throws {
    try await Chronicle("staff").play()
  }

  @Test("imports: units, bureaus, calendars, archives, forms") func imports() async throws {
    try await Chronicle("imports").play()
  }

  @Test("bounds: the last inside and the first outside of each limit") func bounds() async throws {
    try await Chronicle("bounds").play()
  }

  @Test("figures and exports of a period, of bureaus, of changes under way") func figures() async throws {
    try await Chronicle("figures").play()
  }

  @Test("persons: several at once, none taken for another") func persons() async throws {
    try await Chronicle("persons").play()
  }

  @Test("proofs: whose an account is, by archives, cases, codes, closings") func proofs() async throws {
    try await Chronicle("proofs").play()
  }

  @Test("returned: reasons, keys, what was begun meanwhile, messages, measures of a day") func returned() async throws {
    try await Chronicle("returned").play()
  }

  @Test("logins that were there before, that are shut out, that the owner changes") func logins() async throws {
    try await Chronicle("logins").play()
  }

  @Test("days: archives and units once more, working days, what a notice moves") func days() async throws {
    try await Chronicle("days").play()
  }

  @Test("forms of one version in two provinces, changes of changes") func forms() async throws {
    try await Chronicle("forms").play()
  }

  @Test("ends: figures at the first and the last moment of a period") func ends() async throws {
    try await Chronicle("ends").play()
  }

  @Test("traces: what is not locked, codes and closings of before, which document it is") func traces() async throws {
    try await Chronicle("traces").play()
  }
}
