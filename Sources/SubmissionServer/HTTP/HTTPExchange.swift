import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// One request on its way through a route.
struct HTTPExchange: Sendable {
  let services: Services
  let route: Route
  let head: HTTPRequest
  let bodyStream: RequestBody
  /// By name, percent-decoded; at most 128 bytes each, without control characters.
  let path: [String: String]
  /// By name, decoded; the first of several.
  let query: [String: String]
  /// The address that the request came from.
  let address: String
  let requestID: String
  let language: Language
  /// Set where the route's access is `.applicant`.
  var identified: Applicant?
  /// The body of a `.json` route, an object.
  var json: [String: JSONValue] = [:]

  /// The applicant; only routes with access `.applicant` may ask.
  func applicant() throws -> Applicant {
    guard let identified else { throw ProblemDetails(.unauthorized) }
    return identified
  }

  /// Whose bearer token the request shows, now.
  func identify() async throws -> Applicant {
    let header = head.headerFields[.authorization] ?? ""
    let token = header.dropFirst(7)
    guard header.prefix(7).lowercased() == "bearer ", !token.isEmpty else {
      throw ProblemDetails(.unauthorized, reason: "no bearer token")
    }
    return try await services.identity.applicant(token: String(token), profile: profile())
  }

  /// The province's form in force today.
  func profile() throws -> Profile {
    guard let province = path["province"],
      let profile = services.profiles.current(province, on: services.today)
    else { throw ProblemDetails(.notFound) }
    return profile
  }

  /// The edition of the province's form that the query names (`?version=`), else the one in force: a draft keeps the edition that it was
  /// begun under (R26), and is drawn by it.
  ///
  /// - Throws: `not_found`, with the editions that there are.
  func namedProfile() throws -> Profile {
    let current = try profile()
    guard let version = query["version"] else { return current }
    if let named = services.profiles.version(version, of: current.province) { return named }
    let versions = services.profiles.filter { $0.province == current.province }.map(\.version)
    let list = versions.joined(separator: ", ")
    throw ProblemDetails(
      .notFound, Text(zh: "本省的表单没有这个版本；有：\(list)。", en: "The form has no such version; there are: \(list)."),
      members: ["versions": .array(versions.map(JSONValue.string))])
  }
}
