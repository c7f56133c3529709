import Domain

/// Builds the facts of a person step by step, each from those before it.
struct Life {
  let birth: Day
  let county: Region
  let city: Region
  let today: Day
  let seed: UInt64
  private(set) var answers = Answers()
  var graduated: Day
  var level = 0

  init(birth: Day, county: Region, city: Region, today: Day, seed: UInt64) {
    self.birth = birth
    self.county = county
    self.city = city
    self.today = today
    self.seed = seed
    graduated = birth.adding(years: 16)
  }

  mutating func answer(_ field: String, _ value: JSONValue?) { answers[field] = value }
  mutating func answer(_ field: String, _ value: String) { answers[field] = .string(value) }

  var age: Int { birth.age(on: today) }

  /// A day in the range; its end where the range is none.
  func day(_ from: Day, _ to: Day, _ random: inout SeededRandom) -> Day {
    let latest = min(to, today)
    return from >= latest ? latest : from.adding(days: random.below(from.days(to: latest) + 1))
  }

  mutating func live(phone: String, _ random: inout SeededRandom) {
    let isStudent = age < 26 && random.chance(30)
    let isEmployed = !isStudent && random.chance(90)
    self.personal(phone: phone, &random)
    learn(isStudent: isStudent, &random)
    work(isEmployed: isEmployed, isStudent: isStudent, &random)
    qualify(isEmployed: isEmployed, &random)
  }

  private mutating func personal(phone: String, _ random: inout SeededRandom) {
    answer("personal.ethnic", random.pick(["01": 965, "03": 12, "09": 5, "02": 4, "15": 4, "05": 4, "11": 6]))
    answer(
      "personal.political",
      age < 28
        ? random.pick(["03": 52, "13": 34, "01": 10, "02": 4])
        : random.pick(["13": 66, "01": 28, "02": 2, "05": 1.2, "06": 1, "10": 0.8, "12": 1]))
    answer("personal.phone", phone)
    answer("personal.email", "u\(phone.suffix(8))@example.cn")
    answer("personal.address", (county.parent == nil ? "" : city.name) + county.name + Place.home(&random))
    answer("personal.postal_code", Place.postcode(of: county))
    answer("personal.region", county.code)
    if random.chance(3) { answer("personal.remark", random.pick(["材料已按通知要求补齐", "单位证明由人事部门出具", "因工作调动更换单位"])) }
  }

  // MARK: Education

  private mutating func learn(isStudent: Bool, _ random: inout SeededRandom) {
    level = isStudent ? 2 : fullTimeLevel(&random)
    while level > 1, leaving(level) > today.adding(days: -30) { level -= 1 }
    answer("education.full_time.level", String(level))
    if level > 0 {
      graduated = leaving(level)
      study("education.full_time", level, on: graduated, partTime: false, &random)
    }
    guard !isStudent, age >= 27, level < 5, random.chance(level == 0 ? 80 : 48) else { return }
    let further = level < 4 && random.chance(35) ? 4 : 5
    let earliest = max(graduated.adding(years: 3), birth.adding(years: 22))
    guard earliest < today.adding(days: -60) else { return }
    let later = day(earliest, birth.adding(years: 42), &random)
    answer("education.part_time.level", String(further))
    let closed = Day(year: later.year, month: later.month < 7 ? 1 : 7, day: 10) ?? later
    study("education.part_time", further, on: max(closed, graduated.adding(years: 2)), partTime: true, &random)
  }

  private func fullTimeLevel(_ random: inout SeededRandom) -> Int {
    switch birth.year {
    case ..<1972: random.pick([0: 1.5, 1: 6, 2: 18, 3: 34, 4: 27, 5: 13, 6: 0.5])
    case ..<1985: random.pick([0: 0.6, 1: 1, 2: 6, 3: 19, 4: 35, 5: 35, 6: 3.4])
    default: random.pick([0: 0.2, 2: 1.5, 3: 5, 4: 29, 5: 54, 6: 9.8, 7: 0.5])
    }
  }

  private func leaving(_ level: Int) -> Day {
    let ages = [16, 15, 18, 18, 21, 22, 25, 29]
    let year = birth.year + ages[level] + (birth.month > 8 ? 1 : 0)
    return Day(year: year, month: 6, day: 30) ?? birth
  }

  private mutating func study(_ block: String, _ level: Int, on day: Day, partTime: Bool, _ random: inout SeededRandom)
  {
    if level >= 5 {
      let first = partTime ? random.pick(["1": 40, "0": 60]) : random.pick(["1": 93, "0": 5, "2": 2])
      answer("\(block).degree", level == 5 ? first : level == 6 ? "3" : "4")
    }
    answer("\(block).school", Schools.school(level, in: county, city: city, partTime: partTime, &random))
    answer("\(block).major", Schools.major(level, &random))
    answer("\(block).graduated_on", day.iso)
    // Diplomas have numbers that can be looked up since 2001.
    if partTime || day.year >= 2001 || random.chance(30) {
      answer(
        "\(block).certificate_number",
        "\(random.within(10_000...14_999))\(partTime ? 5 : 1)\(day.year)0\(level)\(random.within(100_000...999_999))")
    }
  }

  // MARK: Work

  private mutating func work(isEmployed: Bool, isStudent: Bool, _ random: inout SeededRandom) {
    answer("work.status", isEmployed ? "1" : isStudent ? "2" : "3")
    answer("work.has_unit", .bool(isEmployed))
    answer("work.postal_code", Place.postcode(of: county))
    if isStudent {
      answer("work.school_name", Schools.school(5, in: county, city: city, partTime: false, &random))
      answer("work.school_region", county.code)
    }
    guard isEmployed else {
      answer("work.residence_region", county.code)
      answer("work.residence_address", Place.home(&random))
      return
    }
    let rank = random.fraction()
    let unit = Unit(Int(rank * rank * 400), in: county, seed: seed)
    answer("work.unit_code", unit.creditCode)
    answer("work.unit_name", unit.name)
    answer("work.unit_type", unit.type)
    answer("work.unit_level", unit.type <= "02" || unit.type == "05" ? random.pick(["1": 90, "2": 8, "3": 2]) : "1")
    answer("work.unit_region", county.code)
    answer("work.unit_address", unit.address)
    let earliest = max(birth.adding(years: 18), graduated.adding(days: 1))
    answer("work.started_on", day(earliest, earliest.adding(years: 4), &random).iso)
    answer(
      "work.post",
      random.pick([
        "02": 24, "08": 17, "05": 15, "06": 12, "01": 11, "09": 8, "03": 4, "07": 3, "04": 2, "10": 1, "99": 3,
      ]))
    answer("work.admin_post", random.pick(["1": 76, "2": 13, "3": 9, "4": 1, "9": 1]))
  }

  // MARK: Qualifications

  private mutating func qualify(isEmployed: Bool, _ random: inout SeededRandom) {
    var highest = random.pick([0: 24, 1: 50, 2: 21, 3: 4, 4: 1])
    while highest > 0, age < [0, 20, 26, 36, 42][highest] { highest -= 1 }
    var rows: [JSONValue] = []
    var last = birth.adding(years: 19)
    for step in stride(from: 1, through: highest, by: 1) {
      let earliest = max(last, birth.adding(years: [0, 19, 25, 35, 41][step]))
      let year = day(earliest, earliest.adding(years: 5), &random).year
      // Results come out in the middle of May, October and December.
      let obtained = min(today, max(earliest, Day(year: year, month: [0, 5, 10, 10, 12][step], day: 20) ?? today))
      // Who is a professor-level accountant seldom lists the step before it.
      if step != 3 || highest == 3 { rows.insert(row(step, obtained, &random), at: 0) }
      last = obtained
    }
    answer("qualifications", .array(rows))
    let title =
      isEmployed && highest > 0 && random.chance(82)
      ? random.chance(12) && highest == 1 ? "1" : String(highest + 1) : "0"
    answer("title.code", title)
    if title != "0" { answer("title.appointed_on", day(last, last.adding(years: 2), &random).iso) }

    let knowsAbacus = random.chance(birth.year < 1980 ? 28 : 4)
    answer(
      "abacus.level",
      knowsAbacus ? random.pick(["15": 30, "14": 26, "13": 16, "12": 6, "11": 4, "26": 8, "25": 6, "24": 4]) : "00")
    if knowsAbacus {
      answer("abacus.certificate_number", "\(county.code.prefix(2))\(random.within(1_000_000...9_999_999))")
    }
    let isCPA = level >= 4 && age >= 26 && random.chance(3)
    answer("cpa.holder", .bool(isCPA))
    if isCPA {
      answer("cpa.practising", .bool(random.chance(45)))
      answer("cpa.obtained_on", day(birth.adding(years: 25), birth.adding(years: 38), &random).iso)
    }
  }

  private func row(_ level: Int, _ obtained: Day, _ random: inout SeededRandom) -> JSONValue {
    [
      "level": .string(String(level)), "type": .string(random.pick(["1": 94, "2": 3, "3": 2, "4": 1])),
      "method": .string(level <= 2 ? "1" : level == 3 ? "3" : "2"), "obtained_on": .string(obtained.iso),
      "certificate_number": .string("\(county.code.prefix(2))\(obtained.year)\(random.within(1_000_000...9_999_999))"),
    ]
  }
}
