import Domain
import HTTPTypes
import TestSupport
import Testing

@testable import SubmissionServer

/// What draws a form: the profile and the bureaus.
struct FormRoutesTests {
  @Test func theProfileIsTheFormAndIsCached() async throws {
    try await TestEndpoint.with { endpoint in
      for profile in Profile.bundled {
        let path = "/v1/\(profile.province)/profile"
        let answer = try await endpoint.send("GET", path)
        #expect(answer.status == 200)
        #expect(answer.json == profile.form)
        #expect(ProfileRoute.route.answers.first?.schema?.problems(in: answer.json).isEmpty == true)
        #expect(answer.headers["cache-control"] == "public, max-age=300")
        let tag = try #require(answer.headers["etag"])
        #expect(tag.hasPrefix("\"") && tag.count == 34)
        for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
          let again = try await endpoint.send("GET", path, headers: ["If-None-Match": known])
          #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
        }
        #expect(try await endpoint.send("GET", path, headers: ["If-None-Match": "\"x\""]).status == 200)
      }
      #expect(try await endpoint.send("GET", "/v1/atlantis/profile").status == 404)
    }
  }

  @Test func bureausOfTheProvinceAndOfARegion() async throws {
    try await TestEndpoint.with { endpoint in
      let all = try await endpoint.send("GET", "/v1/jiangsu/departments")
      let bureaus = try #require(all.json["departments"]?.array)
      #expect(bureaus.first?["name"] == "江苏省财政厅" && bureaus.first?["parent"] == .null)
      var seen: Set<String> = []
      for bureau in bureaus {
        if let parent = bureau["parent"]?.string { #expect(seen.contains(parent)) }
        seen.insert(try #require(bureau["code"]?.string))
      }
      #expect(seen.allSatisfy { $0.hasPrefix("32") } && seen.count > 100)
      #expect(DepartmentsRoute.route.answers.first?.schema?.problems(in: all.json).isEmpty == true)
      let one = try await endpoint.send("GET", "/v1/zhejiang/departments?region=330102")
      #expect(one.json["departments"]?.array?.map { $0["full_name"] } == ["杭州市上城区财政局"])
      for region in ["320106", "999999", "330101", "x"] {
        let answer = try await endpoint.send("GET", "/v1/zhejiang/departments?region=\(region)")
        #expect(answer.status == 404 && answer.json["detail"]?.string?.contains("行政区划") == true)
      }
    }
  }

  @Test func templatesAreDownloaded() async throws {
    try await TestEndpoint.with { endpoint in
      let path = "/v1/zhejiang/templates/work_proof_current"
      let answer = try await endpoint.send("GET", path)
      #expect(answer.status == 200 && answer.body.starts(with: [0x50, 0x4B, 3, 4]))
      #expect(
        answer.headers["content-type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
      #expect(
        answer.headers["content-disposition"]
          == "attachment; filename=\"work_proof_current.docx\"; "
          + "filename*=UTF-8''%E7%8E%B0%E4%BC%9A%E8%AE%A1%E5%B7%A5%E4%BD%9C%E5%8D%95%E4%BD%8D%E8%AF%81%E6%98%8E.docx")
      let tag = try #require(answer.headers["etag"])
      let again = try await endpoint.send("GET", path, headers: ["If-None-Match": tag])
      #expect(again.status == 304 && again.body.isEmpty)
      let none = try await endpoint.send("GET", "/v1/zhejiang/templates/photo")
      #expect(none.status == 404 && none.json["detail"]?.string?.contains("没有模板") == true)
      for slot in ["nothing", "work_proof_current%2F1", "..%2Fprofile"] {
        let missing = try await endpoint.send("GET", "/v1/zhejiang/templates/\(slot)")
        #expect(missing.status == 404 || missing.status == 400, "\(slot)")
      }
    }
  }
}

extension Route.Answer {
  /// The schema of a JSON answer.
  var schema: Schema? {
    if case .json(let schema) = content { schema } else { nil }
  }
}
