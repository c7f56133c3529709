import Domain

/// ID numbers that belong to nobody: county codes given out from 2019 on, with birth dates before. A number is fixed at
/// first registration, so no one born then can have one of these.
struct PersonNumbers {
  /// Codes by the first two digits: 临平区, 钱塘区 (2021), 崇川区, 海门区 (2020), 太谷区 (2019).
  private static let counties = [
    "33": ["330113", "330114"], "32": ["320613", "320614"], "14": ["140703"],
  ]
  private static let others = ["330113", "320613", "140703"]

  /// How many of 1,000 sequence numbers a day each year of birth uses: this is the age pyramid of the applicants.
  private static let years: [(year: Int, perDay: Int)] = (1960...2006).map { year in
    switch year {
    case ..<1966: (year, 60)
    case ..<1972: (year, 200)
    case ..<1978: (year, 420)
    case ..<1984: (year, 700)
    case ..<1994: (year, 999)
    case ..<2000: (year, 880)
    case ..<2003: (year, 520)
    default: (year, 160)
    }
  }

  private let codes: [String]
  private let blocks: [(start: Int, first: Day, perDay: Int)]
  private let total: Int
  private let offset: UInt64

  /// Numbers for the province whose region codes begin with `prefix`; another seed begins with other persons.
  init(prefix: String, seed: UInt64) {
    codes = PersonNumbers.counties[prefix] ?? PersonNumbers.others
    var start = 0
    var blocks: [(start: Int, first: Day, perDay: Int)] = []
    for (year, perDay) in PersonNumbers.years {
      guard let first = Day(year: year, month: 1, day: 1), let next = Day(year: year + 1, month: 1, day: 1) else {
        continue
      }
      blocks.append((start, first, perDay))
      start += first.days(to: next) * perDay * codes.count
    }
    self.blocks = blocks
    total = start
    // Provinces begin at different places too, or their first persons would share a birthday.
    offset = (seed &+ (UInt64(prefix) ?? 0) &* 2_654_435_761) % UInt64(start)
  }

  /// The number of the `index`th person, its birth date and sex: another one for every index up to some millions.
  func number(_ index: Int) -> (number: String, birth: Day, sex: Sex) {
    // A step without common divisor walks through all numbers before it meets the first again.
    let place = Int((UInt64(index) &* 7_368_787 &+ offset) % UInt64(total))
    var low = 0
    var high = blocks.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if blocks[middle].start <= place { low = middle } else { high = middle - 1 }
    }
    let block = blocks[low]
    let within = place - block.start
    let code = codes[within % codes.count]
    let sequence = within / codes.count % block.perDay + 1
    let birth = block.first.adding(days: within / codes.count / block.perDay)
    let padded = String(1000 + sequence).dropFirst()
    let body = code + birth.iso.filter { $0 != "-" } + padded
    return (body.closed(by: CheckCharacter.mod11(body.utf8)), birth, sequence % 2 == 1 ? .male : .female)
  }

  /// How many persons there are.
  var capacity: Int { total }
}

extension String {
  /// A number with its check character at the end.
  func closed(by check: UInt8) -> String { self + String(decoding: [check], as: UTF8.self) }
}
