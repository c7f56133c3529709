import Crypto
import CryptoExtras
import Domain
import Foundation
import Testing

@testable import SubmissionServer

/// Tokens that vouch for nobody, each with the reason that only the log hears.
struct TokenAttackTests {
  private let world: TokenWorld

  init() throws { world = try TokenWorld() }

  private func expect(_ fault: TokenFault, _ token: String, _ location: SourceLocation = #_sourceLocation) async throws
  {
    #expect(try await world.reason(token) == fault.rawValue, sourceLocation: location)
  }

  @Test func aGoodTokenVouches() async throws {
    #expect(try await world.reason(world.token()) == nil)
    let edwards = world.edwards
    #expect(
      try await world.reason(
        world.token(header: #"{"alg":"EdDSA","kid":"ed"}"#) { Array(try edwards.signature(for: Data($0.utf8))) }) == nil
    )
    for type in ["JWT", "jwt", "at+jwt", "AT+JWT"] {
      #expect(try await world.reason(world.token(header: #"{"alg":"ES256","kid":"ec","typ":"\#(type)"}"#)) == nil)
    }
  }

  @Test func withoutSignature() async throws {
    for name in ["none", "None", "NONE", "nOnE"] {
      let token = try world.token(header: #"{"alg":"\#(name)","kid":"ec"}"#)
      try await expect(.algorithm, token)
      try await expect(.parts, String(token.prefix(through: token.lastIndex(of: ".")!)))
    }
  }

  @Test func aPublicKeyIsNoSecret() async throws {
    // The classic: HMAC with what everybody knows, in each form of it.
    let secrets = [
      Data(world.elliptic.publicKey.pemRepresentation.utf8), world.elliptic.publicKey.derRepresentation,
      world.elliptic.publicKey.x963Representation, Data(world.keySet.canonicalJSON.utf8),
    ]
    for secret in secrets {
      let key = SymmetricKey(data: secret)
      for algorithm in ["HS256", "ES256"] {
        let token = try world.token(header: #"{"alg":"\#(algorithm)","kid":"ec"}"#) {
          Array(HMAC<SHA256>.authenticationCode(for: Data($0.utf8), using: key))
        }
        try await expect(algorithm == "HS256" ? .algorithm : .signature, token)
      }
    }
  }

  @Test func oneAlgorithmAKey() async throws {
    for header in [
      #"{"alg":"EdDSA","kid":"ec"}"#, #"{"alg":"ES256","kid":"ed"}"#, #"{"alg":"ES384","kid":"ec"}"#,
      #"{"alg":"RS256","kid":"ec"}"#, #"{"alg":"es256","kid":"ec"}"#, #"{"kid":"ec"}"#, #"{"alg":1,"kid":"ec"}"#,
      #"{"alg":["ES256"],"kid":"ec"}"#,
    ] {
      try await expect(.algorithm, try world.token(header: header))
    }
  }

  @Test func onlyKnownKeys() async throws {
    try await expect(.keyUnknown, try world.token(header: #"{"alg":"ES256","kid":"other"}"#))
    for header in [#"{"alg":"ES256"}"#, #"{"alg":"ES256","kid":""}"#, #"{"alg":"ES256","kid":7}"#] {
      try await expect(.keyMissing, try world.token(header: header))
    }
    let stranger = P256.Signing.PrivateKey()
    try await expect(
      .signature, try world.token { Array(try stranger.signature(for: Data($0.utf8)).rawRepresentation) })
    let own = Base64URL.encode(stranger.publicKey.rawRepresentation)
    for member in [
      #""jwk":{"kty":"EC","crv":"P-256","x":"\#(own)"}"#, #""jku":"https://evil.example"#,
      #""x5u":"https://evil.example"#,
      #""x5c":["MIIB"]"#,
    ] {
      let closed = member.hasSuffix("}") || member.hasSuffix("]") ? member : member + "\""
      try await expect(.embeddedKey, try world.token(header: #"{"alg":"ES256","kid":"ec",\#(closed)}"#))
    }
  }

  @Test func headersThatAskForMore() async throws {
    for member in [#""crit":["exp"]"#, #""crit":[]"#, #""crit":null"#, #""b64":false"#] {
      try await expect(.critical, try world.token(header: #"{"alg":"ES256","kid":"ec",\#(member)}"#))
    }
    for member in [
      #""typ":"JWE""#, #""typ":7"#, #""typ":"dpop+jwt""#, #""cty":"JWT""#, #""zip":"DEF""#, #""enc":"A128GCM""#,
    ] {
      try await expect(.type, try world.token(header: #"{"alg":"ES256","kid":"ec",\#(member)}"#))
    }
    for header in [
      #"{"alg":"none","alg":"ES256","kid":"ec"}"#, #"{"alg":"ES256","kid":"ec","kid":"ec"}"#, "[]", "null", "{", "",
      #"{"alg":"ES256","kid":"ec"} x"#, #"{"alg":"ES256","kid":"\ud800"}"#, #"{'alg':'ES256'}"#,
    ] {
      let token = try world.token(header: header)
      try await expect(header.isEmpty ? .parts : .headerJSON, token)
    }
  }

  @Test func partsAndEncoding() async throws {
    let good = try world.token()
    try await expect(.parts, good + ".")
    try await expect(.parts, good + "." + "AAAA")
    try await expect(.parts, "." + good)
    try await expect(.parts, "")
    try await expect(.parts, "..")
    try await expect(.encoding, good + "=")
    try await expect(.encoding, good + "==")
    try await expect(.encoding, good + " ")
    try await expect(.encoding, good + "\n")
    try await expect(.encoding, good.replacing(".", with: "+.", maxReplacements: 1))
    try await expect(.tooLarge, good + String(repeating: "A", count: 8192))
    try await expect(.tooLarge, String(repeating: ".", count: 1 << 20))
    // The last character's spare bits: another text for the same bytes must not be another token.
    let last = String(good.last!)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    let next = alphabet[alphabet.index(after: alphabet.range(of: last)!.lowerBound)]
    try await expect(.encoding, good.dropLast() + String(next))
    // DER where raw bytes are wanted, half of it, and nothing but zeros.
    try await expect(
      .signature,
      try world.token { [elliptic = world.elliptic] in
        Array(try elliptic.signature(for: Data($0.utf8)).derRepresentation)
      })
    try await expect(.signature, try world.token { _ in [UInt8](repeating: 0, count: 64) })
    try await expect(.signature, try world.token { _ in [1] })
  }

  @Test func junkOfAllKinds() async throws {
    var random = SystemRandomNumberGenerator()
    let good = Array(try world.token().utf8)
    for _ in 0..<300 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 33...126, using: &random)
      }
      guard bytes != good else { continue }
      #expect(try await world.reason(String(decoding: bytes, as: UTF8.self)) != nil)
    }
  }

  @Test func claimsOfTheToken() async throws {
    func expect(_ fault: TokenFault, _ change: [String: JSONValue?], _ location: SourceLocation = #_sourceLocation)
      async throws
    {
      var claims = TokenWorld.claims
      for (name, value) in change { claims[name] = value }
      #expect(
        try await world.reason(world.token(claims: claims)) == fault.rawValue, "\(change)", sourceLocation: location)
    }
    let time = Int(TokenWorld.now.timeIntervalSince1970)
    for value: JSONValue? in [nil, "", "https://sso.example.cn/", ["https://sso.example.cn"], 7] {
      try await expect(.issuer, ["iss": value])
    }
    for value: JSONValue? in [nil, "Review", [], ["other"], ["review", 7], ["review": true], .null] {
      try await expect(.audience, ["aud": value])
    }
    for value: JSONValue? in [nil, "1795003600", .null, true, [1_795_003_600]] {
      try await expect(.expiryMissing, ["exp": value])
    }
    try await expect(.expired, ["exp": .integer(time - 61)])
    try await expect(.expired, ["exp": -1])
    try await expect(.lifetime, ["exp": .integer(time + 86_461)])
    try await expect(.lifetime, ["exp": .number(1e300)])
    try await expect(.notYet, ["nbf": .integer(time + 61)])
    try await expect(.timeType, ["nbf": "now"])
    try await expect(.issuedLater, ["iat": .integer(time + 61)])
    try await expect(.timeType, ["iat": .null])
    for name in ["name", "id_type", "id_number", "mobile"] {
      for value: JSONValue in [7, true, ["张三"], [:]] { try await expect(.claimType, [name: value]) }
    }
  }

  /// A value that no form takes is the person's to put right with the network, and says so.
  @Test func valuesThatTheFormDoesNotTake() async throws {
    for (name, value) in [
      ("id_type", "ZZ"), ("name", String(repeating: "张", count: 200)), ("name", "张\u{1}三"),
    ] {
      let claims = TokenWorld.claims.merging([name: .string(value)]) { $1 }
      let problem = await #expect(throws: ProblemDetails.self) {
        try await world.service().applicant(token: world.token(claims: claims), profile: world.profile)
      }
      #expect(problem?.code == .identityIncomplete && problem?.reason?.contains("张") == false, "\(name)")
      #expect(problem?.errors.contains { $0.pointer == "/answers/identity.\(name)" } == true, "\(name)")
    }
    // Long names of other languages are names.
    let long = TokenWorld.claims.merging([
      "name": "WICKRAMASINGHE MUDIYANSELAGE HERATH BANDARANAYAKE SENANAYAKE"
    ]) { $1 }
    #expect(try await world.reason(world.token(claims: long)) == nil)
  }

  @Test func aMinuteOfLeeway() async throws {
    let time = Int(TokenWorld.now.timeIntervalSince1970)
    for change: [String: JSONValue] in [
      ["exp": .integer(time - 59)], ["exp": .integer(time + 86_400)], ["nbf": .integer(time + 59)],
      ["iat": .integer(time + 59)], ["iat": .number(Double(time) - 0.5)], ["aud": ["other", "review"]],
    ] {
      #expect(try await world.reason(world.token(claims: TokenWorld.claims.merging(change) { $1 })) == nil, "\(change)")
    }
  }
}
