import Domain
import TestSupport
import Testing

@testable import SubmissionServer

struct OpenAPITests {
  private static let document = OpenAPIDocument(table: .standard, profiles: Profile.bundled).json

  @Test func everyRouteIsThereWithAllThatItTakes() throws {
    let paths = try #require(Self.document["paths"]?.object)
    var names: Set<String> = []
    for route in RouteTable.standard.routes {
      let operation = try #require(paths[route.path]?[route.method.rawValue.lowercased()], "\(route.name)")
      #expect(names.insert(route.name).inserted, "\(route.name) is there twice")
      #expect(operation["operationId"]?.string == route.name)
      let parameters = operation["parameters"]?.array ?? []
      for name in route.pathParameters {
        #expect(parameters.contains { $0["name"]?.string == name && $0["in"] == "path" && $0["required"] == true })
      }
      #expect((operation["security"] != []) == (route.access == .applicant))
      let responses = try #require(operation["responses"]?.object)
      for answer in route.answers { #expect(responses["\(answer.status.code)"] != nil) }
      #expect(responses["400"] != nil && responses["500"] != nil && responses["503"] != nil)
      #expect((responses["401"] != nil) == route.allProblems.contains { $0.status == .unauthorized })
    }
  }

  /// A reference that leads nowhere breaks every generator of clients.
  @Test func everyReferenceLeadsSomewhere() throws {
    func check(_ value: JSONValue) {
      switch value {
      case .object(let members):
        if let reference = members["$ref"]?.string {
          let steps = reference.split(separator: "/").dropFirst().map(String.init)
          var target: JSONValue? = Self.document
          for step in steps { target = target?[step] }
          #expect(target != nil, "\(reference)")
        }
        members.values.forEach(check)
      case .array(let elements): elements.forEach(check)
      default: break
      }
    }
    check(Self.document)
  }

  @Test func answersOfEachProvinceAsTheFormTakesThem() throws {
    let schemas = try #require(Self.document["components"]?["schemas"]?.object)
    #expect(Set(schemas.keys).isSuperset(of: ["AnswersJiangsu", "AnswersZhejiang", "AnswersShanxi", "Problem"]))
    let zhejiang = try #require(schemas["AnswersZhejiang"]?["properties"]?.object)
    let profile = try #require(Profile.bundled.last { $0.province == "zhejiang" })
    for field in profile.fields where field.list == nil { #expect(zhejiang[field.id] != nil, "\(field.id)") }
    #expect(
      zhejiang["work.postcode"]?["pattern"]?.string == nil || zhejiang["work.postcode"]?["pattern"] == "^[0-9]{6}$")
    #expect(zhejiang["qualifications"]?["items"]?["properties"]?["level"]?["enum"] != nil)
  }
}
