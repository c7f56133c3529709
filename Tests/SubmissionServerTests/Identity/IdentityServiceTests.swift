import Crypto
import CryptoExtras
import Domain
import Foundation
import NIOCore
import Store
import Synchronization
import TestSupport
import Testing

@testable import SubmissionServer

/// What a token makes of a person, and how keys are found and kept.
struct IdentityServiceTests {
  private let world: TokenWorld

  init() throws { world = try TokenWorld() }

  @Test func claimsBecomeLockedAnswers() async throws {
    let applicant = try await world.service().applicant(token: world.token(), profile: world.profile)
    #expect(applicant.idNumber == "11010519491231002X" && applicant.idType == "01" && applicant.name == "张三")
    #expect(applicant.phone == "13800138000" && applicant.session == nil && applicant.province == "zhejiang")
    #expect(
      Set(applicant.answers.values.keys) == [
        "identity.name", "identity.id_type", "identity.id_number", "identity.mobile",
      ])
    #expect(applicant.answers.text("identity.mobile") == "13800138000")
  }

  @Test func whatTheNumberTellsNeedNoClaim() throws {
    let profile = try #require(Profile.current("jiangsu", on: Day(of: TokenWorld.now)))
    let identity = try IdentityAnswers(TokenWorld.claims, profile: profile, today: Day(of: TokenWorld.now))
    #expect(identity.problems.isEmpty)
    #expect(
      identity.answers.text("identity.sex") == "2" && identity.answers.text("identity.birth_date") == "1949-12-31")
    // A passport says neither.
    var claims = TokenWorld.claims
    claims["id_type"] = "07"
    claims["id_number"] = "E12345678"
    let passport = try IdentityAnswers(claims, profile: profile, today: Day(of: TokenWorld.now))
    #expect(Set(passport.problems.map(\.field)) == ["identity.sex", "identity.birth_date"])
  }

  @Test func whatIsMissingIsPutRightThere() async throws {
    for name in ["name", "id_type", "id_number"] {
      var claims = TokenWorld.claims
      claims[name] = nil
      let problem = await #expect(throws: ProblemDetails.self) {
        try await world.service().applicant(token: world.token(claims: claims), profile: world.profile)
      }
      #expect(problem?.code == .identityIncomplete && problem?.detail == world.profile.identity.correction)
      #expect(problem?.errors.contains { $0.pointer == "/answers/identity.\(name)" } == true)
    }
    // A mobile number has no star in the guide, and may be one of elsewhere; what is none is left out.
    for (mobile, kept) in [(nil, nil), ("+852 9123 4567", "+85291234567"), ("12", nil)] as [(JSONValue?, String?)] {
      var claims = TokenWorld.claims
      claims["mobile"] = mobile
      let applicant = try await world.service().applicant(
        token: world.token(claims: claims), profile: world.profile)
      #expect(applicant.answers.text("identity.mobile") == kept)
    }
    // A number with a wrong check character would make every submission fail.
    let wrong = TokenWorld.claims.merging(["id_number": "110105194912310021"]) { $1 }
    let problem = await #expect(throws: ProblemDetails.self) {
      try await world.service().applicant(token: world.token(claims: wrong), profile: world.profile)
    }
    #expect(problem?.code == .identityIncomplete && problem?.reason?.contains("1101") == false)
  }

  @Test func aTokenThatWasVerifiedEndsInTime() async throws {
    let clock = Mutex(TokenWorld.now)
    let service = world.service { clock.withLock { $0 } }
    let time = Int(TokenWorld.now.timeIntervalSince1970)
    let token = try world.token(claims: TokenWorld.claims.merging(["exp": .integer(time + 120)]) { $1 })
    _ = try await service.applicant(token: token, profile: world.profile)
    clock.withLock { $0 = TokenWorld.now.addingTimeInterval(181) }
    await #expect(throws: ProblemDetails.self) {
      try await service.applicant(token: token, profile: world.profile)
    }
    // Another province's forms do not take it.
    let other = try #require(Profile.current("jiangsu", on: Day(of: TokenWorld.now)))
    await #expect(throws: ProblemDetails.self) {
      try await service.applicant(token: token, profile: other)
    }
  }

  @Test func rememberedTokensAreBounded() {
    let tokens = VerifiedTokens(most: 10)
    let applicant = Applicant(
      province: "p", idType: "01", idNumber: "1", name: "n", phone: nil, answers: [:], session: nil)
    func key(_ n: Int) -> VerifiedTokens.Key {
      VerifiedTokens.Key(digest: SHA256.hash(data: [UInt8(n)]), province: "p", version: "1")
    }
    let now = TokenWorld.now
    for n in 0..<30 { tokens.remember(applicant, key(n), end: now.addingTimeInterval(9999), now: now) }
    #expect((0..<30).filter { tokens.applicant(key($0), now: now) != nil }.count <= 10)
    #expect(tokens.applicant(key(29), now: now) != nil)
    #expect(tokens.applicant(key(29), now: now.addingTimeInterval(VerifiedTokens.longest + 1)) == nil)
  }

  @Test func keysAreReadAgainOnlyNowAndThen() async throws {
    let reads = Counter()
    let bytes = Mutex(Array(world.keySet.canonicalJSON.utf8))
    let clock = Mutex(NIODeadline.uptimeNanoseconds(1_000_000_000_000))
    let source = KeySource(
      .init(read: {
        reads.add()
        let bytes = bytes.withLock { $0 }
        guard !bytes.isEmpty else { throw KeySetFault.unreachable }
        return bytes
      }), now: { clock.withLock { $0 } })
    #expect(try await source.key("ec")?.algorithm == "ES256")
    for n in 0..<50 { #expect(try await source.key("unknown \(n)") == nil) }
    #expect(reads.value == 1)
    // A new key is found after a minute at the latest.
    bytes.withLock { $0 = Array(JSONValue.object(["keys": [world.ellipticKey("new")]]).canonicalJSON.utf8) }
    clock.withLock { $0 = $0 + .seconds(61) }
    #expect(try await source.key("new") != nil && reads.value == 2)
    #expect(try await source.key("ec") == nil)
    // A source that is down takes nothing away.
    bytes.withLock { $0 = [] }
    clock.withLock { $0 = $0 + .minutes(30) }
    #expect(try await source.key("new") != nil && reads.value == 3)
    #expect(try await source.key("other") == nil && reads.value == 3)
  }

  @Test func withoutAnyKeysTheServiceIsBusyNotTheTokenWrong() async throws {
    let service = IdentityService(
      verifiers: [
        "zhejiang": TokenVerifier(
          rules: TokenRules(issuer: TokenWorld.issuer, audience: TokenWorld.audience),
          keys: KeySource(.file("/nonexistent/jwks.json")))
      ], now: { TokenWorld.now })
    let problem = await #expect(throws: ProblemDetails.self) {
      try await service.applicant(token: world.token(), profile: world.profile)
    }
    #expect(problem?.code == .unavailable)
  }

  @Test func aFileOfKeysThatChanges() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "jwks-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(world.keySet.canonicalJSON.utf8).write(to: file)
    let source = KeySource(.file(file.path))
    #expect(try await source.key("ec") != nil)
    try Data(JSONValue.object(["keys": [world.ellipticKey("rolled")]]).canonicalJSON.utf8).write(to: file)
    #expect(try await source.key("rolled") != nil)
    #expect(try await source.key("ec") == nil)
    try Data("{".utf8).write(to: file)
    #expect(try await source.key("rolled") != nil)
    try FileManager.default.removeItem(at: file)
    #expect(try await source.key("rolled") != nil)
  }

  @Test func keysThatAreNotTaken() async throws {
    func set(_ keys: JSONValue...) async -> [String]? {
      let bytes = Array(JSONValue.object(["keys": .array(keys)]).canonicalJSON.utf8)
      return try? await KeySet(json: bytes).keys.keys.sorted()
    }
    func changed(_ key: JSONValue, _ change: [String: JSONValue?]) -> JSONValue {
      var members = key.object ?? [:]
      for (name, value) in change { members[name] = value }
      return .object(members)
    }
    let key = world.ellipticKey("k")
    #expect(await set(key) == ["k"])
    #expect(await set(["kty": "oct", "k": "c2VjcmV0", "kid": "s", "alg": "HS256"]) == nil)
    for change: [String: JSONValue?] in [
      ["use": "enc"], ["kid": nil], ["alg": "HS256"], ["alg": "none"], ["alg": "ES384"], ["alg": 7], ["crv": "P-384"],
      ["x": "AAAA"], ["key_ops": ["sign"]], ["kty": "RSA"],
    ] {
      #expect(await set(changed(key, change)) == nil, "\(change)")
      #expect(await set(changed(key, change), world.edwardsKey) == ["ed"], "\(change)")
    }
    // One name for two keys.
    #expect(await set(key, key) == nil)
    #expect(await set() == nil)
  }

  @Test func rsaWithTheAlgorithmOfTheKey() async throws {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let numbers = try key.publicKey.getKeyPrimitives()
    for (algorithm, other, padding) in [
      ("RS256", "PS256", _RSA.Signing.Padding.insecurePKCS1v1_5), ("PS256", "RS256", .PSS),
    ] {
      let jwk: JSONValue = [
        "kty": "RSA", "kid": "rsa", "alg": .string(algorithm), "n": .string(Base64URL.encode(numbers.modulus)),
        "e": .string(Base64URL.encode(numbers.publicExponent)),
      ]
      let found = try #require(await VerificationKey(jwk.object ?? [:]))
      #expect(found.algorithm == algorithm && found.algorithm != other)
      let text = Array("signed".utf8)
      let signature = Array(try key.signature(for: SHA256.hash(data: text), padding: padding).rawRepresentation)
      #expect(found.isSignature(signature, of: text))
      #expect(!found.isSignature(signature, of: Array("other".utf8)))
    }
  }

  @Test func base64URLIsReadOneWay() {
    for bytes: [UInt8] in [[], [0], [255, 254], [1, 2, 3], Array(0...255)] {
      #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
    }
    for text in ["A", "AB", "AAB", "AAAAA", "AA=", "AA==", "A+", "A/", "A A", "AA\n", "ÄÄ"] {
      #expect(Base64URL.decode(text.utf8) == nil, "\(text)")
    }
  }
}
