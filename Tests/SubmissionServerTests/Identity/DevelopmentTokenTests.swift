import Configuration
import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// Tokens for trying things out.
struct DevelopmentTokenTests {
  private func withDirectory(_ body: (URL) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "identity-\(UUID().uuidString)")
    // As if a cluster were there: the commands then start none.
    try FileManager.default.createDirectory(at: directory.appending(path: "data"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(directory)
  }

  private func command(_ arguments: String...) throws -> TokenCommand { try TokenCommand.parse(arguments) }

  @Test func theEndpointOfThePrivateDatabaseTakesIt() async throws {
    try await withDirectory { directory in
      let access = try DatabaseAccess(environment: ["REVIEW_STATE_DIR": directory.path])
      let token = try await command("--province", "zhejiang", "--name", "张三", "--id-number", "11010519491231002X")
        .token(access, .bundled, [:])
      let key = try DevelopmentKey(stateDirectory: directory)
      let service = IdentityService(verifiers: [
        "zhejiang": key.verifier("zhejiang"), "jiangsu": key.verifier("jiangsu"),
      ])
      let profile = try #require(Profile.current("zhejiang", on: Day(of: Date())))
      #expect(try await service.applicant(token: token, profile: profile).name == "张三")
      // A token for one province is none for the other.
      let other = try #require(Profile.current("jiangsu", on: Day(of: Date())))
      await #expect(throws: ProblemDetails.self) {
        try await service.applicant(token: token, profile: other)
      }
    }
  }

  @Test func theKeyIsTheOwnersAlone() async throws {
    try await withDirectory { directory in
      _ = try DevelopmentKey(stateDirectory: directory)
      let path = directory.appending(path: "identity-development.pem").path
      let before = try Data(contentsOf: URL(filePath: path))
      _ = try DevelopmentKey(stateDirectory: directory)
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      #expect(throws: DevelopmentKeyFault.self) { try DevelopmentKey(stateDirectory: directory) }
    }
  }

  @Test func whereThereAreNone() async throws {
    try await withDirectory { directory in
      let access = try DatabaseAccess(environment: ["REVIEW_STATE_DIR": directory.path])
      let good = ["--name", "张三", "--id-number", "11010519491231002X"]
      func refusal(
        _ province: String, _ more: [String] = [], _ place: DatabaseAccess, _ known: [String: IdentitySettings] = [:]
      )
        async throws -> String?
      {
        do {
          _ = try await TokenCommand.parse(["--province", province] + good + more).token(place, .bundled, known)
          return nil
        } catch let refusal as CommandRefusal { return refusal.text.zh }
      }
      #expect(try await refusal("shanxi", [], access)?.contains("/accounts") == true)
      #expect(try await refusal("atlantis", [], access)?.contains("zhejiang") == true)
      #expect(try await refusal("zhejiang", ["--valid-for", "25h"], access) != nil)
      #expect(try await refusal("zhejiang", ["--id-number", "1"], access) != nil)
      // Zhejiang's form asks for the sex itself; Jiangsu's takes it from the identity.
      #expect(try await refusal("zhejiang", ["--sex", "男"], access) == nil)
      #expect(try await refusal("jiangsu", ["--sex", "9"], access) != nil)
      let configured = IdentitySettings(issuer: "i", audience: "a", keys: "f")
      #expect(try await refusal("zhejiang", [], access, ["zhejiang": configured]) != nil)
      let server = try DatabaseAccess(url: "postgresql://h/d", environment: ["REVIEW_STATE_DIR": directory.path])
      #expect(try await refusal("zhejiang", [], server)?.contains("REVIEW_DATABASE_URL") == true)
    }
  }

  @Test func configuredSources() throws {
    func settings(_ values: [String: String]) throws(IdentitySettingProblem) -> [String: IdentitySettings] {
      let provider = EnvironmentVariablesProvider(environmentVariables: values)
      return try IdentitySettings.read(ConfigReader(provider: provider).scoped(to: "review"), profiles: Profile.bundled)
    }
    let all = [
      "REVIEW_IDENTITY_ZHEJIANG_ISSUER": "https://i", "REVIEW_IDENTITY_ZHEJIANG_AUDIENCE": "a",
      "REVIEW_IDENTITY_ZHEJIANG_JWKS": "https://i/jwks",
    ]
    #expect(
      try settings(all) == ["zhejiang": IdentitySettings(issuer: "https://i", audience: "a", keys: "https://i/jwks")])
    #expect(try settings([:]).isEmpty)
    for name in all.keys {
      #expect(throws: IdentitySettingProblem.self) { try settings(all.filter { $0.key != name }) }
    }
    #expect(throws: IdentitySettingProblem.self) {
      try settings(all.merging(["REVIEW_IDENTITY_ZHEJIANG_JWKS": "http://i/jwks"]) { $1 })
    }
    // Accounts of one's own have no issuer.
    #expect(try settings(["REVIEW_IDENTITY_SHANXI_ISSUER": "https://i"]).isEmpty)
  }
}
