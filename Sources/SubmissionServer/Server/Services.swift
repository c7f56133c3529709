import Domain
import Foundation
import Store

/// What every route works with; made once, when the server starts.
struct Services: Sendable {
  /// All editions of all provinces' forms.
  var profiles: [Profile] = Profile.bundled
  /// The clock.
  var now: @Sendable () -> Date = { Date() }
  let database: Database
  /// Where attachments lie.
  let contents: ContentStore
  /// Who shows a token.
  let identity: IdentityService

  /// Today in China.
  var today: Day { Day(of: now()) }
}
