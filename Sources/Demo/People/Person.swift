import Domain

/// A person as life made it: everything that any province's form may ask, consistent in itself.
struct Person {
  let name: String
  let idType: String
  let idNumber: String
  let sex: Sex
  let birth: Day
  let mobile: String
  /// All canonical fields that apply to the person; a form takes what it asks for.
  let facts: Answers

  /// The `index`th applicant of a province, who applies in `county` on `today`.
  init(
    index: Int, numbers: PersonNumbers, county: Region, city: Region, today: Day, seed: UInt64,
    random: inout SeededRandom
  ) {
    let (number, birth, sex) = numbers.number(index)
    let paper = Paper(index: index, residentNumber: number, &random)
    name = paper.isForeign ? Names.foreign(&random) : Names.name(sex, bornIn: birth.year, &random)
    idType = paper.type
    idNumber = paper.number
    self.sex = sex
    self.birth = birth
    // 169 is a segment that no network has been given.
    mobile = "169" + String(100_000_000 + random.below(100_000_000)).dropFirst()
    var life = Life(birth: birth, county: county, city: city, today: today, seed: seed)
    life.answer("identity.name", name)
    life.answer("identity.id_type", idType)
    life.answer("identity.id_number", idNumber)
    life.answer("identity.sex", sex.rawValue)
    life.answer("identity.birth_date", birth.iso)
    life.answer("identity.mobile", mobile)
    life.answer("personal.country", paper.country)
    life.live(phone: mobile, &random)
    facts = life.answers
  }
}

/// The document somebody shows.
private struct Paper {
  let type: String
  let number: String
  let country: String
  var isForeign: Bool { type == "07" }

  init(index: Int, residentNumber: String, _ random: inout SeededRandom) {
    guard random.chance(1.5) else {
      (type, number, country) = ("01", residentNumber, "156")
      return
    }
    let serial = String(10_000_000 + index % 10_000_000).dropFirst()
    switch random.below(4) {
    case 0: (type, number, country) = ("04", "H9" + serial, "344")
    case 1: (type, number, country) = ("04", "M9" + serial, "446")
    case 2: (type, number, country) = ("05", "9" + serial, "158")
    default: (type, number, country) = ("07", "XX" + serial, random.pick(["840", "392", "410", "826", "702"]))
    }
  }
}
