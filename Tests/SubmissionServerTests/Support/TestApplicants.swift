import Domain
import Foundation

@testable import SubmissionServer

/// People of the test's own, with tokens of the development key.
struct TestApplicants: Sendable {
  let key: DevelopmentKey
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "identity-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    key = try DevelopmentKey(stateDirectory: folder)
  }

  /// Accepts these people in every province that has a service network.
  func identity(_ database: Database) -> IdentityService {
    let provinces = Set(Profile.bundled.filter { $0.identity.kind == .sso }.map(\.province))
    return IdentityService(
      verifiers: Dictionary(uniqueKeysWithValues: provinces.map { ($0, key.verifier($0)) }))
  }

  /// A resident of county 330113 (which had that code from 2021 only) with a number of its own.
  func token(
    _ person: Int, province: String = "zhejiang", name: String = "测试甲", mobile: String = "16900000000"
  ) throws -> String {
    try key.token(
      [
        "name": .string(name), "id_type": "01", "id_number": .string(Self.idNumber(person)), "mobile": .string(mobile),
      ], province: province, from: Date(), for: 3600)
  }

  static func idNumber(_ person: Int) -> String {
    let body = "330113199" + String(person % 10) + "0101" + String(1001 + person / 10 % 999).suffix(3)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    return body + String(Array("10X98765432")[sum % 11])
  }
}

extension TestEndpoint {
  /// A server with applicants.
  static func withApplicants(
    settings: ServerSettings = generous, profiles: [Profile]? = nil,
    _ body: @Sendable @escaping (TestEndpoint, TestApplicants) async throws -> Void
  ) async throws {
    let applicants = try TestApplicants()
    try await with(settings: settings, identity: { applicants.identity($0) }, profiles: profiles) {
      try await body($0, applicants)
    }
  }

  /// A picture of the demo's.
  static func picture(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(Journey.root)/Sources/Demo/Resources/pictures/\(name).jpg")))
  }

  static let complete: JSONValue = [
    "personal.country": "156", "personal.ethnic": "01", "personal.political": "13", "work.has_unit": false,
    "work.residence_region": "330102", "work.residence_address": "样例弄3号", "work.postal_code": "310001",
    "education.full_time.level": "0",
  ]

  /// Takes a person of Zhejiang as far as a complete draft.
  func fill(_ token: String) async throws {
    let path = "/v1/zhejiang/application"
    _ = try await send("POST", path + "/notice", json: [:], token: token)
    _ = try await send("POST", path, json: [:], token: token)
    _ = try await send("PATCH", path + "/answers", json: Self.complete, token: token, headers: ["If-Match": "*"])
    _ = try await send(
      "PUT", path + "/attachments/photo", body: try Self.picture("portrait-woman-blue-1"), token: token,
      headers: ["Content-Type": "image/jpeg"])
  }

  static let agreed: JSONValue = ["commitment": ["accepted": true, "version": "1"]]
}
