import Domain

/// Something wrong with a revision that a reviewer finds: the reason of the return, and how the answers or files looked
/// before it was put right.
struct Flaw {
  let code: String
  let target: String?
  let remark: String?
  /// The answers with the mistake, made from the right ones; nil where only a file was wrong.
  let spoil: (@Sendable (inout Answers) -> Void)?
  /// The slot whose file is replaced when it is put right; nil where only answers were wrong.
  let slot: String?
  /// Whether the applicant can do anything about it.
  let isFinal: Bool

  init(
    _ code: String, _ target: String?, remark: String? = nil, slot: String? = nil, isFinal: Bool = false,
    spoil: (@Sendable (inout Answers) -> Void)? = nil
  ) {
    self.code = code
    self.target = target
    self.remark = remark
    self.slot = slot
    self.isFinal = isFinal
    self.spoil = spoil
  }
}

/// The flaws that this person's form can have, as often as bureaus name them.
struct Flaws {
  private var choices: [(flaw: Flaw, weight: Double)] = []

  var isEmpty: Bool { choices.isEmpty }

  /// Flaws for the right answers `asked` with their `files`; targets that the form does not have are left out.
  init(asked: Answers, files: [(slot: String, n: Int)], office: Office, county: Region, _ random: inout SeededRandom) {
    let slots = Set(files.map(\.slot))
    let isMale = asked.text("identity.sex") == Sex.male.rawValue
    for (code, slot, weight) in Flaws.aboutFiles where slots.contains(slot) {
      // The drawn flawed portraits are of one sex each.
      if code == "P01" && isMale || code == "P03" && !isMale { continue }
      add(Flaw(code, slot, slot: slot), weight, office)
    }
    addEducation(asked, office, &random)
    addWork(asked, office, county, &random)
    addQualification(asked, office, &random)
    if let phone = asked.text("personal.phone") {
      let other = phone.dropLast(4) + String(1000 + random.below(9000))
      add(Flaw("I03", "personal.phone") { $0["personal.phone"] = .string(String(other)) }, 2, office)
    }
    add(Flaw("X01", nil, isFinal: true), 1.2, office)
    add(Flaw("X02", nil, isFinal: true), 0.6, office)
    add(Flaw("X99", nil, remark: "请在备注中说明所从事的会计工作内容后重新提交") { _ in }, 1, office)
  }

  /// Up to three different ones.
  func some(_ random: inout SeededRandom) -> [Flaw] {
    let count = min(choices.count, random.pick([1: 68, 2: 26, 3: 6]))
    var left = choices
    var some: [Flaw] = []
    while some.count < count, !left.isEmpty {
      let one = left.remove(at: random.weighted(left.map(\.weight))).flaw
      if one.isFinal { return [one] }
      some.append(one)
      left.removeAll { $0.flaw.isFinal || $0.flaw.target == one.target || $0.flaw.code == one.code }
    }
    return some.sorted { $0.code < $1.code }
  }

  private mutating func add(_ flaw: Flaw, _ weight: Double, _ office: Office) {
    if let target = flaw.target, !office.targets.contains(target) { return }
    choices.append((flaw, weight))
  }

  /// Flaws that files show, as far as they are drawn; P02 is another portrait.
  private static let aboutFiles: [(String, String, Double)] = [
    ("P01", "photo", 14), ("P02", "photo", 9), ("P03", "photo", 6), ("W01", "work_proof_current", 14),
    ("W01", "work_proof_first", 5), ("W05", "unit_certificate", 5), ("A01", "diploma_full_time", 10),
    ("A01", "diploma_part_time", 6), ("A01", "qualification_certificate", 8), ("E03", "degree_full_time", 4),
    ("E03", "degree_part_time", 2), ("Q01", "qualification_certificate", 5), ("Q02", "qualification_certificate", 6),
  ]

  private mutating func addEducation(_ asked: Answers, _ office: Office, _ random: inout SeededRandom) {
    for block in ["education.full_time", "education.part_time"] {
      let share = block.hasSuffix("full_time") ? 1.0 : 0.5
      if let major = asked.text("\(block).major"), major != "普通" {
        let other = Schools.otherMajor(than: major)
        add(
          Flaw("E01", "\(block).major", remark: random.chance(50) ? "证书上的专业为“\(major)”" : nil) {
            $0["\(block).major"] = .string(other)
          }, 5 * share, office)
      }
      if let school = asked.text("\(block).school") {
        add(
          Flaw("E01", "\(block).school", remark: random.chance(40) ? "证书上的学校为“\(school)”" : nil) {
            $0["\(block).school"] = .string(school.hasSuffix("大学") ? school + "继续教育学院" : school + "分校")
          }, 3 * share, office)
      }
      if let day = asked.day("\(block).graduated_on"), day.month > 2 {
        let other = day.adding(days: -30)
        add(
          Flaw("E01", "\(block).graduated_on") { $0["\(block).graduated_on"] = .string(other.iso) }, 2 * share, office)
      }
    }
  }

  private mutating func addWork(_ asked: Answers, _ office: Office, _ county: Region, _ random: inout SeededRandom) {
    if let name = asked.text("work.unit_name"), name.count > 6 {
      let short = name.hasPrefix(county.name) ? String(name.dropFirst(county.name.count)) : name + "财务部"
      let other = name.hasSuffix("有限公司") ? String(name.dropLast(4)) + "公司" : short
      add(
        Flaw("W04", "work.unit_name", remark: random.chance(60) ? "营业执照上的名称为“\(name)”" : nil) {
          $0["work.unit_name"] = .string(other)
        }, 5, office)
    }
    if let started = asked.day("work.started_on"), started.adding(days: 400) < office.today {
      let other = started.adding(days: 365)
      add(
        Flaw("W08", "work.started_on", remark: random.chance(50) ? "证明记载的开始时间为\(started.iso.prefix(7))" : nil) {
          $0["work.started_on"] = .string(other.iso)
        }, 4, office)
    }
    if let post = asked.text("work.post") {
      add(Flaw("W02", "work.post", remark: "证明上的岗位与填报不同") { $0["work.post"] = post == "08" ? "05" : "08" }, 4, office)
    }
    let siblings =
      county.parent.map { office.standards.regions.children(of: $0).filter { $0.code != county.code } } ?? []
    if asked.text("work.unit_region") == county.code, !siblings.isEmpty {
      let other = random.pick(siblings).code
      add(
        Flaw("D01", "work.unit_region", remark: "单位在\(county.name)，请更正") {
          $0["work.unit_region"] = .string(other)
          if $0["personal.region"] != nil { $0["personal.region"] = .string(other) }
        }, 2.5, office)
    }
  }

  private mutating func addQualification(_ asked: Answers, _ office: Office, _ random: inout SeededRandom) {
    guard let number = asked.list("qualifications").first?["certificate_number"]?.string else { return }
    let target = "qualifications.certificate_number"
    let other = String(number.dropLast(2)) + String(number.suffix(2).reversed())
    guard other != number else { return }
    add(
      Flaw("Q03", target, remark: random.chance(50) ? "证书编号最后两位与证书不符" : nil) { answers in
        guard var rows = answers["qualifications"]?.array, var first = rows.first?.object else { return }
        first["certificate_number"] = .string(other)
        rows[0] = .object(first)
        answers["qualifications"] = .array(rows)
      }, 6, office)
  }
}
