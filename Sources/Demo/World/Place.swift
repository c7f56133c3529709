import Domain

/// Streets and postcodes that look like those of a county.
enum Place {
  private static let roads = Unit.split(
    "人民路 中山路 解放路 建设路 新华路 文化路 学院路 滨江大道 迎宾大道 长江路 和平路 胜利街 环城西路 府前街 工业大道 创业路 青年路 南大街 凤起路 朝阳街")

  /// A road and a number, sometimes with building and room.
  static func street(_ random: inout SeededRandom) -> String {
    let road = random.pick(roads) + "\(random.within(1...899))号"
    return random.chance(45) ? road + "\(random.within(1...30))幢\(random.within(1...6))0\(random.within(1...4))室" : road
  }

  /// An address at home: a quarter, a building, a room.
  static func home(_ random: inout SeededRandom) -> String {
    let quarter = random.pick(Unit.villages) + random.pick(Unit.split("花园 小区 新村 家园 公寓 苑"))
    return
      "\(quarter)\(random.within(1...60))幢\(random.within(1...3))单元\(random.within(1...18))0\(random.within(1...4))室"
  }

  /// A postcode of the city: its prefix follows from the order of the cities, as post districts do.
  static func postcode(of region: Region) -> String {
    let cities: [Substring: [String]] = [
      "33": [
        "310000", "315000", "325000", "314000", "313000", "312000", "321000", "324000", "316000", "318000", "323000",
      ],
      "32": [
        "210000", "214000", "221000", "213000", "215000", "226000", "222000", "223000", "224000", "225000", "212000",
        "225300", "223800",
      ],
      "14": [
        "030000", "037000", "045000", "046000", "048000", "036000", "030600", "044000", "034000", "041000", "033000",
      ],
    ]
    guard let known = cities[region.code.prefix(2)], let city = Int(region.code.dropFirst(2).prefix(2)), city > 0,
      city <= known.count
    else { return "310000" }
    let county = Int(region.code.suffix(2)) ?? 0
    let ending = String(100 + county % 100).dropFirst()
    return String(known[city - 1].dropLast(2)) + ending
  }
}
