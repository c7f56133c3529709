import Domain
import Foundation

/// The counties of a province and how many people apply in each: a few city districts get most.
struct Bureaus {
  /// The counties, biggest first.
  let counties: [Region]
  private let cumulated: [Double]

  /// Below a province without counties its cities count, and a province alone counts itself. The load falls with the rank so that the biggest has ten times the median, as the background figures say of
  /// real bureaus. The capital's first district is the biggest.
  init(province: Region, in regions: Regions, seed: UInt64) {
    let places = Self.lowest(of: province, in: regions)
    let capital = places.first?.parent
    let ranked = places.enumerated().map { index, place in
      var random = SeededRandom(seed: seed ^ 0x6275_7265, UInt64(place.code) ?? 0)
      let urban = place.name.hasSuffix("区") ? 0.35 : place.name.hasSuffix("市") ? 0.2 : 0
      let bonus = place.parent == capital ? index == 0 ? 9 : 0.5 : 0
      return (region: place, score: random.fraction() + urban + bonus)
    }
    counties = ranked.sorted { $0.score > $1.score }.map(\.region)
    // (n/2)^x = 10; of two there is no middle.
    let middle = Double(max(3, counties.count)) / 2
    var exponent = 0.0
    while pow(middle, exponent) < 10 { exponent += 0.005 }
    var sum = 0.0
    cumulated = (1...max(1, counties.count)).map { rank in
      sum += 1 / pow(Double(rank), exponent)
      return sum
    }
  }

  /// The regions that have none below: counties, also those right below the province, in the order of their cities.
  private static func lowest(of region: Region, in regions: Regions) -> [Region] {
    let below = regions.children(of: region.code)
    return below.isEmpty ? [region] : below.flatMap { lowest(of: $0, in: regions) }
  }

  /// A county, as often as people apply there.
  func county(_ random: inout SeededRandom) -> Region {
    let place = random.fraction() * (cumulated.last ?? 1)
    var low = 0
    var high = counties.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return counties[low]
  }

  /// Working days that a bureau needs beyond the usual: some are always late.
  static func delay(of code: String) -> Int {
    var random = SeededRandom(seed: 0x7370_6565, UInt64(code) ?? 0)
    return random.chance(12) ? random.within(1...3) : 0
  }
}
