import Domain
import Testing

/// Honest people whom a form once kept out: foreigners, who live or work across a border, who are of a zone or of the city's own bureau.
@Suite struct ProfilesHonestTests {
  static let passport: [String: JSONValue?] = [
    "identity.id_type": "07", "identity.id_number": "AB123456", "identity.sex": "1",
    "identity.birth_date": "1980-01-01", "personal.country": "840", "personal.ethnic": .some(nil),
    "personal.political": .some(nil),
  ]

  /// Both sides of an ID card are for who has one; others upload what they named, and are not refused without.
  @Test(arguments: [
    ("07", "AB123456"), ("05", "12345678"), ("06", "E12345678"), ("09", "军1234567"), ("99", "T900000001"),
  ]) func theDocumentOneHas(_ type: String, _ number: String) throws {
    for (province, answers) in [("jiangsu", Sample.jiangsuUnemployed), ("shanxi", Sample.shanxiBare)] {
      var judging = try Judging(province, answers, Sample.files("photo")).with(Self.passport)
      judging.answers["identity.id_type"] = .string(type)
      judging.answers["identity.id_number"] = .string(number)
      if province == "jiangsu" { judging.files += Sample.files("diploma_full_time") }
      #expect(judging.errors == [], "\(province) \(type)")
      #expect(judging.warnings.contains("id_document recommended"))
      judging.files += Sample.files("id_document")
      #expect(judging.errors == [] && !judging.warnings.contains("id_document recommended"))
      judging.files += Sample.files("id_front", "id_document/2")
      #expect(judging.errors.sorted() == ["id_document too_many_files", "id_front not_applicable"])
    }
  }

  @Test func aResidentUploadsBothSidesAndNothingElse() throws {
    var judging = try Judging("jiangsu", Sample.jiangsuUnemployed, Sample.jiangsuUnemployedFiles)
    judging.files.removeAll { $0.slot.hasPrefix("id_") }
    #expect(judging.errors == ["id_front required", "id_back required"])
    judging.files += Sample.files("id_document")
    #expect(judging.errors.contains("id_document not_applicable"))
  }

  /// 户籍证明: asked gently of who may have a household here, and of no foreigner.
  @Test func proofOfHousehold() throws {
    var judging = try Judging("jiangsu", Sample.jiangsuUnemployed, Sample.jiangsuUnemployedFiles)
    judging.files.removeAll { $0.slot == "household_proof" }
    #expect(judging.errors == [] && judging.warnings.contains("household_proof recommended"))
    var foreign = try Judging("jiangsu", Sample.jiangsuUnemployed, Sample.files("photo", "diploma_full_time"))
      .with(Self.passport)
    #expect(!foreign.warnings.contains("household_proof recommended"))
    foreign.files += Sample.files("household_proof")
    #expect(foreign.errors == ["household_proof not_applicable"])
  }

  /// 初中 and 高中 have no major; 中专 has.
  @Test(arguments: ["zhejiang", "jiangsu", "shanxi"]) func whoHasAMajor(_ province: String) throws {
    let (answers, files): (Answers, [Domain.Attachment]) =
      switch province {
      case "zhejiang": (Sample.zhejiang, Sample.zhejiangFiles)
      case "jiangsu": (Sample.jiangsuUnemployed, Sample.jiangsuUnemployedFiles)
      default: (Sample.shanxi, Sample.shanxiFiles)
      }
    var judging = try Judging(province, answers, files).with([
      "education.full_time.major": .some(nil), "education.full_time.degree": .some(nil),
    ])
    judging.files.removeAll { $0.slot == "degree_full_time" }
    for (level, expected) in [
      ("1", []), ("2", []), ("3", ["education.full_time.major required"]),
      ("4", ["education.full_time.major required"]),
    ] as [(String, [String])] {
      #expect(judging.with(["education.full_time.level": .string(level)]).errors == expected, "\(level)")
    }
    var partTime = judging.with([
      "education.full_time.level": "2", "education.part_time.level": "2", "education.part_time.school": "某夜校",
      "education.part_time.graduated_on": "2019-06-30", "education.part_time.degree": .some(nil),
    ])
    partTime.files += Sample.files("diploma_part_time")
    #expect(partTime.errors == [], "\(partTime.errors)")
  }

  /// A workplace in another province is no hindrance to who lives here (工作单位、户籍、住址或学校所在地在浙江省).
  @Test func workingAcrossTheBorder() throws {
    let judging = try Judging("zhejiang", Sample.zhejiangEmployed, Sample.zhejiangEmployedFiles).with([
      "work.unit_region": "320106", "work.residence_region": "330102", "work.residence_address": "某街道1号",
    ])
    #expect(judging.errors == [] && judging.warnings.contains("work.unit_region unit_outside_province"))
    #expect(judging.validation.department?.code == "330102")
    #expect(
      judging.with(["work.residence_region": "140105"]).errors == ["work.residence_region residence_outside_province"])
  }

  // MARK: Bureaus

  /// Every bureau of every province is reached by somebody's answers.
  @Test(arguments: ["zhejiang", "jiangsu", "shanxi"]) func everyBureauCanBeReached(_ province: String) throws {
    let (base, field): (Judging, String) =
      switch province {
      case "zhejiang":
        (try Judging(province, Sample.zhejiangEmployed, Sample.zhejiangEmployedFiles), "work.unit_region")
      case "jiangsu": (try Judging(province, Sample.jiangsu, Sample.jiangsuFiles), "work.unit_region")
      default: (try Judging(province, Sample.shanxi, Sample.shanxiFiles), "personal.region")
      }
    for department in Standards.bundled.departments.all where department.province == province {
      var changes: [String: JSONValue?] = [field: .string(department.code)]
      let county = Standards.bundled.regions.all.first {
        $0.parent == department.code || department.level == .province && $0.level == .county && $0.province == province
      }
      if department.level == .province || department.level == .city {
        if province == "jiangsu" {
          let below = try #require(
            Standards.bundled.regions.all.first {
              $0.level == .county && $0.province == province
                && (department.level == .province || $0.parent == department.code)
            })
          changes[field] = .string(below.code)
          changes["work.unit_level"] = department.level == .province ? "3" : "2"
        }
      }
      if province == "shanxi" {
        let isLow = department.level == .county || department.level == .zone
        let below = Standards.bundled.regions.all.first {
          $0.level == .county
            && ($0.parent == department.code || department.level == .province && $0.province == province)
        }
        changes["work.unit_region"] = .string(isLow ? department.code : try #require(below ?? county).code)
      }
      let judging = base.with(changes)
      #expect(judging.errors == [], "\(department.fullName)")
      #expect(judging.validation.department?.code == department.code, "\(department.fullName)")
    }
  }

  @Test func aUnitOfTheCityInAZone() throws {
    let zone = try Judging("jiangsu", Sample.jiangsu, Sample.jiangsuFiles).with(["work.unit_region": "320576"])
    #expect(zone.validation.department?.name == "苏州工业园区财政局")
    #expect(zone.with(["work.unit_level": "2"]).validation.department?.code == "320500")
    #expect(zone.with(["work.unit_level": "3"]).validation.department?.code == "320000")
    #expect(zone.with(["work.unit_region": "330371"]).errors == ["work.unit_region unit_outside_province"])
    for rubbish in ["320599", "3205", "320576 苏州", "苏州工业园区"] {
      #expect(
        zone.with(["work.unit_region": .string(rubbish)]).errors == ["work.unit_region unknown_code"], "\(rubbish)")
    }
  }

  /// 所属行政区划 beside the workplace: a county must be that of the unit, a city's own bureau the unit's city, and the reviewer looks at the rest.
  @Test func theRegionAndTheUnit() throws {
    let judging = try Judging("shanxi", Sample.shanxi, Sample.shanxiFiles)
    let unusual = "personal.region region_level_unusual"
    for (region, errors, warns) in [
      ("140105", [], false), ("140100", [], true), ("140000", [], true), ("140171", [], true),
      ("140106", ["personal.region region_not_of_unit"], false),
      ("140200", ["personal.region region_not_of_unit"], true),
      ("330000", ["personal.region region_outside_province"], true),
      // Whatever place elsewhere: the gate says where to go, and nobody is told that there is no such place.
      ("310101", ["personal.region region_outside_province"], false),
      ("820000", ["personal.region region_outside_province"], false),
    ] as [(String, [String], Bool)] {
      let changed = judging.with(["personal.region": .string(region)])
      #expect(changed.errors == errors, "\(region)")
      #expect(changed.warnings.contains(unusual) == warns, "\(region)")
    }
    // A unit in a zone: the zone, or the district around it, which the reviewer looks at.
    let zone = judging.with(["work.unit_region": "140171"])
    for (region, warns) in [("140105", true), ("140171", false)] {
      let changed = zone.with(["personal.region": .string(region)])
      #expect(changed.errors == [] && changed.warnings.contains(unusual) == warns, "\(region) \(changed.errors)")
    }
    let bare = try Judging("shanxi", Sample.shanxiBare, Sample.shanxiBareFiles)
    #expect(bare.with(["personal.region": "140100"]).warnings.contains(unusual))
    #expect(!bare.with(["personal.region": "140171"]).warnings.contains(unusual))
  }

  /// Whoever evaluates conditions elsewhere finds the zones, and each region's columns, in the form.
  /// A slip is passed on to the reviewer; what cannot be an address or a code is put right at once.
  @Test(arguments: [
    ("jiangsu", Sample.jiangsu, Sample.jiangsuFiles, "personal.postal_code"),
    ("zhejiang", Sample.zhejiang, Sample.zhejiangFiles, "work.postal_code"),
    ("shanxi", Sample.shanxi, Sample.shanxiFiles, "personal.postal_code"),
  ]) func slips(_ province: String, _ answers: Answers, _ files: [Domain.Attachment], _ postcode: String) throws {
    let judging = try Judging(province, answers, files)
    try #require(judging.errors == [])
    let named = judging.with(["identity.name": "12345"])
    #expect(named.errors == [] && named.warnings.contains("identity.name name_without_letters"), "\(named.warnings)")
    let born = try #require(answers["identity.id_number"]?.string?.dropFirst(6).prefix(4)).description
    let year = try #require(Int(born)) + 6
    let early = judging.with(["education.full_time.graduated_on": .string("\(year)-01-02")])
    #expect(
      early.errors == [] && early.warnings.contains("education.full_time.graduated_on graduated_before_12"),
      "\(early.errors) \(early.warnings)")
    #expect(judging.with([postcode: "30001"]).errors == ["\(postcode) format"])
    if answers["personal.email"] != nil {
      #expect(judging.with(["personal.email": "a b@example.cn"]).errors == ["personal.email format"])
    }
  }

  @Test func theFormOffersZones() throws {
    for (province, zones) in [("shanxi", 5), ("jiangsu", 11), ("zhejiang", 1)] {
      let regions = try Sample.profile(province).form["regions"]?.array ?? []
      let found = regions.filter { $0["level"] == "zone" }
      #expect(found.count == zones)
      #expect(try Sample.profile(province).form["provinces"]?.array?.count == 34)
      for zone in found { #expect(regions.contains { $0["code"] == zone["parent"] && $0["level"] == "city" }) }
    }
  }
}
