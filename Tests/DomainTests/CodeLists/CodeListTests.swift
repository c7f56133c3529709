import Domain
import TestSupport
import Testing

@Suite struct CodeListTests {
  @Test func everyListIsThereAndWhole() throws {
    let sizes = [
      "abacus": 13, "accounting_work_scope": 9, "admin_post": 5, "country": 28, "cpa": 2, "degree": 56,
      "degree_form": 5,
      "economic_type_gbt12402": 34, "education": 40, "education_form": 8, "ethnic": 56, "id_type": 10, "iso3166": 249,
      "obtain_method": 4,
      "political": 13, "political_form": 4, "post": 12, "qual_level": 5, "qual_type": 6, "sex": 4, "talent_type": 3,
      "tech_post": 7,
      "unit_level": 3, "unit_type": 10, "work_status": 3,
    ]
    #expect(Set(Standards.listIDs) == Set(sizes.keys))
    for (id, size) in sizes {
      let list = try #require(Standards.bundled.codeLists[id])
      #expect(list.entries.count == size, "\(id)")
      #expect(Set(list.entries.map(\.code)).count == size)
      for entry in list.entries {
        #expect(!entry.code.isEmpty && !entry.name.zh.isEmpty && !entry.name.en.isEmpty)
        #expect(list[entry.code] == entry)
      }
    }
    #expect(Standards.bundled.name(of: "156", in: "country")?.zh == "中国(内地)")
    #expect(Standards.bundled.name(of: "5", in: "education_form")?.zh == "本科")
    #expect(Standards.bundled.name(of: "1", in: "sex") == Text(zh: "男", en: "male"))
    #expect(Standards.bundled.codeLists["tech_post"]?["3"]?.attributes["needs_level"] == "2")
    #expect(Standards.bundled.codeLists["nothing"] == nil && Standards.bundled.name(of: "x", in: "sex") == nil)
  }

  @Test func regionsAreThoseOfTheStandard() {
    let regions = Standards.bundled.regions
    #expect(regions.all.count == 340 && regions.retired.count == 686)
    for (province, cities, counties) in [("zhejiang", 11, 90), ("jiangsu", 13, 95), ("shanxi", 11, 117)] {
      #expect(regions.all.filter { $0.province == province && $0.level == .city }.count == cities)
      #expect(regions.all.filter { $0.province == province && $0.level == .county }.count == counties)
    }
    #expect(regions.fullName(of: "330102") == "杭州市上城区" && regions.fullName(of: "330100") == "杭州市")
    #expect(regions.path(to: "330102").map(\.code) == ["330000", "330100", "330102"])
    #expect(regions.retired("330103")?.name == "下城区" && regions["330103"] == nil)
    #expect(
      regions.knows(prefix: "330103") == true && regions.knows(prefix: "330199") == false
        && regions.knows(prefix: "110101") == nil)
    // Names are no keys: 鼓楼区 exists twice.
    #expect(regions.all.filter { $0.name == "鼓楼区" }.count == 2)
    // Zones are chosen like regions and are none: no ID number begins with one, no list of divisions has one.
    #expect(regions.zones.count == 17 && regions.zones.allSatisfy { $0.level == .zone && regions[$0.code] == $0 })
    #expect(regions.fullName(of: "320576") == "苏州工业园区" && regions.fullName(of: "140971") == "忻州市五台山风景名胜区")
    #expect(regions.path(to: "320576").map(\.code) == ["320000", "320500", "320576"])
    #expect(regions.knows(prefix: "320576") == false && !regions.children(of: "320500").contains { $0.level == .zone })
    #expect(regions["320572"] == nil && regions["32057"] == nil && regions[""] == nil)
    for region in regions.all { #expect(region.parent.map { regions[$0] != nil } ?? (region.level == .province)) }
  }

  /// GB/T 2260, first level: of the provinces without divisions here, the province is known.
  @Test func placesInOtherProvinces() throws {
    let regions = Standards.bundled.regions
    #expect(regions.provinces.count == 34 && Set(regions.provinces.map(\.code)).count == 34)
    for (code, name) in [
      ("310101", "上海市"), ("110101", "北京市"), ("340100", "安徽省"), ("420102", "湖北省"), ("650000", "新疆维吾尔自治区"),
      ("820000", "澳门特别行政区"),
    ] {
      let place = try #require(regions.elsewhere(code), "\(code)")
      #expect(place.code == code && place.name == name && regions[code] == nil && regions.fullName(of: code) == name)
    }
    // Whose divisions are known is held to them, and what begins like no province is nowhere.
    for code in ["330199", "330103", "330102", "990101", "31010", "3101011", "31010a", "", "３１０１０１"] {
      #expect(regions.elsewhere(code) == nil, "\(code)")
    }
  }

  @Test func everyRegionAndZoneHasItsBureau() throws {
    let departments = Standards.bundled.departments
    #expect(departments.all.count == 340 + 17)
    #expect(departments.all.filter { $0.level == .zone }.count == 17)
    let county = try #require(departments["330102"])
    #expect(
      county.name == "上城区财政局" && county.fullName == "杭州市上城区财政局" && county.parent == "330100" && county.level == .county)
    #expect(departments["330100"]?.fullName == "杭州市财政局" && departments["330000"]?.name == "浙江省财政厅")
    let zone = try #require(departments["320576"])
    #expect(zone.fullName == "苏州工业园区财政局" && zone.region == nil && zone.province == "jiangsu" && zone.level == .zone)
    #expect(departments["140971"]?.fullName == "忻州市五台山风景名胜区财政局")
    #expect(departments["140171"]?.fullName == "山西转型综合改革示范区财政局")
    #expect(departments.ancestors(of: "320576") == ["320000", "320500", "320576"])
    #expect(departments.matching("鼓楼区财政局").count == 2 && departments.matching("杭州市上城区财政局").map(\.code) == ["330102"])
    #expect(Set(departments.all.map(\.fullName)).count == departments.all.count)
    // The rows 市辖区 of the standard are no places.
    #expect(!departments.all.contains { $0.name.hasPrefix("市辖区") || $0.code.hasSuffix("01") && $0.level == .county })
    for department in departments.all { #expect(departments.ancestors(of: department.code).last == department.code) }
  }

  @Test func reasonsAndHolidaysAreWhole() throws {
    let reasons = Standards.bundled.reasons
    #expect(reasons.count == 37 && Set(reasons.map(\.code)).count == 37)
    #expect(reasons.filter(\.remarkRequired).map(\.code) == ["X99"])
    for reason in reasons {
      #expect(!reason.text.zh.isEmpty && !reason.text.en.isEmpty && !reason.source.isEmpty)
      #expect(reason.hint.zh.isEmpty == reason.remarkRequired)
      #expect(Standards.bundled.reason(reason.code) == reason)
    }
    #expect(Standards.bundled.reason("P01")?.targets == ["photo"] && Standards.bundled.reason("p01") == nil)
    let holidays = Standards.bundled.holidays
    #expect(holidays.count == 198 && holidays.map(\.day) == holidays.map(\.day).sorted())
    for holiday in holidays { #expect((holiday.kind == .holiday) == (holiday.day.weekday < 6)) }
  }
}
