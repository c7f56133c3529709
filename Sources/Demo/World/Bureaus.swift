import Domain
import Foundation

/// The counties of a province and how many people apply in each: a few city districts get most.
struct Bureaus {
  /// The counties, biggest first.
  let counties: [Region]
  private let cumulated: [Double]

  /// The load falls with the rank so that the biggest has ten times the median, as the background figures say of
  /// real bureaus. The capital's first district is the biggest.
  init(province: Region, in regions: Regions, seed: UInt64) {
    let cities = regions.children(of: province.code)
    let capital = cities.first?.code ?? province.code
    var ranked: [(region: Region, score: Double)] = []
    for city in cities {
      for (index, county) in regions.children(of: city.code).enumerated() {
        var random = SeededRandom(seed: seed ^ 0x6275_7265, UInt64(county.code) ?? 0)
        let urban = county.name.hasSuffix("区") ? 0.35 : county.name.hasSuffix("市") ? 0.2 : 0
        let bonus = city.code == capital ? index == 0 ? 9 : 0.5 : 0
        ranked.append((county, random.fraction() + urban + bonus))
      }
    }
    counties = ranked.sorted { $0.score > $1.score }.map(\.region)
    // (n/2)^x = 10
    let middle = Double(max(2, counties.count)) / 2
    var exponent = 0.0
    while pow(middle, exponent) < 10 { exponent += 0.005 }
    var sum = 0.0
    cumulated = (1...max(1, counties.count)).map { rank in
      sum += 1 / pow(Double(rank), exponent)
      return sum
    }
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
