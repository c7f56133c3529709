import Domain
import Foundation

/// What every route works with; made once, when the server starts.
struct Services: Sendable {
  /// All editions of all provinces' forms.
  var profiles: [Profile] = Profile.bundled
  /// The clock.
  var now: @Sendable () -> Date = { Date() }

  /// Today in China.
  var today: Day { Day(of: now()) }
}
