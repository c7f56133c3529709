import Domain
import HTTPTypes
import Testing

@testable import SubmissionServer

/// Whom to ask, and units by their codes.
struct LookupRoutesTests {
  @Test func contactsAsEachProvinceListsThem() async throws {
    try await TestEndpoint.with { endpoint in
      let owner = try await endpoint.database.connect()
      try await owner.query(
        "SELECT review.contact_import(gen_random_uuid(), $1)",
        [#"[{"department": "320100", "phone": "025-0320100"}, {"department": "330102", "phone": "0571-0330102"}]"#])
      await owner.close()
      // Jiangsu: pick the city, call its number.
      let jiangsu = try await endpoint.send("GET", "/v1/jiangsu/contacts").json
      #expect(jiangsu["by"] == "city" && jiangsu["help"]?.string?.contains("地市") == true)
      let cities = try #require(jiangsu["contacts"]?.array)
      #expect(cities.count == 13 && cities.allSatisfy { $0["level"] == "city" })
      #expect(cities.first?["phone"] == "025-0320100" && cities.first?["note"] == nil)
      #expect(cities.last?["phone"] == .null && cities.last?["note"]?.string?.contains("没有登记") == true)
      let nanjing = try await endpoint.send("GET", "/v1/jiangsu/contacts?city=320100").json
      #expect(nanjing["contacts"]?.array?.map { $0["city_name"] } == ["南京市"])
      // Zhejiang: by bureau, and a hotline of the whole province.
      let zhejiang = try await endpoint.send(
        "GET", "/v1/zhejiang/contacts?city=330100", headers: ["Accept-Language": "en"])
      #expect(zhejiang.json["hotlines"]?.array?.first?["phone"] == "0571-88808880")
      let hangzhou = try #require(zhejiang.json["contacts"]?.array)
      #expect(hangzhou.first?["department"] == "330100" && hangzhou.count > 10)
      #expect(hangzhou.first { $0["department"] == "330102" }?["phone"] == "0571-0330102")
      #expect(hangzhou.first?["note"]?.string?.contains("hotline") == true)
      #expect(ContactsRoute.route.answers.first?.schema?.problems(in: zhejiang.json).isEmpty == true)
      #expect(try await endpoint.send("GET", "/v1/zhejiang/contacts?city=320100").status == 404)
      #expect(try await endpoint.send("GET", "/v1/shanxi/contacts").json["by"] == "department")
    }
  }

  @Test func unitsAreLookedUpByCode() async throws {
    let route = UnitRoute.route
    // Without the login, which has tests of its own.
    let open = Route(
      route.name, route.method, route.path, route.summary, answers: route.answers, problems: route.problems,
      handle: route.handle)
    try await TestEndpoint.with(routes: [open]) { endpoint in
      let owner = try await endpoint.database.connect()
      try await owner.query(
        "SELECT review.unit_import(gen_random_uuid(), $1)",
        [#"[{"code": "91330113MA2XX0019U", "name": "某某有限公司", "unit_type": "06"}]"#])
      await owner.close()
      for code in ["91330113MA2XX0019U", "91330113ma2xx0019u", "MA2XX001-9", "MA2XX0019"] {
        let answer = try await endpoint.send("GET", "/v1/zhejiang/units/\(code)")
        #expect(answer.status == 200 && answer.json["name"] == "某某有限公司", "\(code)")
        #expect(answer.json["region"] == .null && answer.json["source"] == "import")
      }
      let unknown = try await endpoint.send("GET", "/v1/zhejiang/units/12330100000001011R")
      #expect(unknown.status == 404 && unknown.json["detail"] == "如无法获取, 请手动录入单位名称")
      for (code, fault) in [
        ("91330113MA2XX0019X", "check_character"), ("123", "length"), ("'; DROP TABLE x", "length"),
      ] {
        let path = code.replacing("'", with: "%27").replacing(" ", with: "%20").replacing(";", with: "%3B")
        let answer = try await endpoint.send("GET", "/v1/zhejiang/units/\(path)")
        #expect(answer.status == 422 && answer.code == "invalid_unit_code", "\(code)")
        #expect(answer.json["errors"]?.array?.first?["code"]?.string == fault, "\(code)")
        #expect(!answer.text.contains(code))
      }
      #expect(try await endpoint.send("GET", "/v1/jiangsu/units/91330113MA2XX0019U").status == 404)
    }
    try await TestEndpoint.with { endpoint in
      let answer = try await endpoint.send("GET", "/v1/zhejiang/units/91330113MA2XX0019U")
      #expect(answer.status == 401)
    }
  }
}
