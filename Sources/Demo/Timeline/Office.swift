import Domain
import Foundation
import Store

/// A province as the generator sees it: its form, its counties and their load, its people.
struct Office {
  let profile: Profile
  var standards: Standards { profile.standards }
  let bureaus: Bureaus
  let numbers: PersonNumbers
  let completion: Completion
  let clock: WorkClock
  let today: Day
  let targets: Set<String>
  let seed: UInt64

  init?(profile: Profile, seed: UInt64, clock: WorkClock, today: Day) {
    guard let province = profile.standards.regions[profile.region] else { return nil }
    self.profile = profile
    self.clock = clock
    self.today = today
    self.seed = seed
    bureaus = Bureaus(province: province, in: profile.standards.regions, seed: seed)
    numbers = PersonNumbers(prefix: String(profile.region.prefix(2)), seed: seed)
    completion = Completion(profile, in: bureaus, numbers: numbers, today: today, seed: seed)
    targets = Set(profile.targets)
  }

  /// How many of all applications are this province's.
  var share: Double { ["33": 0.5, "32": 0.3, "14": 0.2][profile.region.prefix(2)] ?? 0.2 }

  /// What somebody read and ticked in a channel.
  func agreed(in channel: String, at moment: Date) -> JSONValue {
    let asked = profile.channel(channel).flatMap { profile.commitments(in: $0).first }
    return asked.map { $0.agreed(in: .zh, at: moment).json } ?? [:]
  }

  /// The way in: the first channel more often.
  func channel(_ random: inout SeededRandom) -> String {
    let ids = profile.channels.map(\.id)
    return ids.isEmpty ? "pc" : ids[random.weighted(ids.indices.map { $0 == 0 ? 0.6 : 0.4 })]
  }
}
