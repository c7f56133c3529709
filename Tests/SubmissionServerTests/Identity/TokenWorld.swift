import Crypto
import Domain
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import SubmissionServer

/// An issuer with keys of every kind, and a service that knows its public ones.
struct TokenWorld: Sendable {
  static let issuer = "https://sso.example.cn"
  static let audience = "review"
  /// A day within every bundled form's time.
  static let now = Date(timeIntervalSince1970: 1_795_000_000)

  let elliptic = P256.Signing.PrivateKey()
  let edwards = Curve25519.Signing.PrivateKey()
  let profile: Profile

  init() throws { profile = try #require(Profile.current("zhejiang", on: Day(of: Self.now))) }

  /// The document that the issuer publishes.
  var keySet: JSONValue { ["keys": [ellipticKey("ec"), edwardsKey]] }

  func ellipticKey(_ id: String) -> JSONValue {
    let point = elliptic.publicKey.rawRepresentation
    return [
      "kty": "EC", "crv": "P-256", "use": "sig", "kid": .string(id), "x": .string(Base64URL.encode(point.prefix(32))),
      "y": .string(Base64URL.encode(point.suffix(32))),
    ]
  }

  var edwardsKey: JSONValue {
    [
      "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": "ed",
      "x": .string(Base64URL.encode(edwards.publicKey.rawRepresentation)),
    ]
  }

  func service(now: @escaping @Sendable () -> Date = { TokenWorld.now }) -> IdentityService {
    let bytes = Array(keySet.canonicalJSON.utf8)
    return IdentityService(
      verifiers: [
        "zhejiang": TokenVerifier(
          rules: TokenRules(issuer: Self.issuer, audience: Self.audience), keys: KeySource(.init(read: { bytes })))
      ], now: now)
  }

  static var claims: [String: JSONValue] {
    let time = Int(now.timeIntervalSince1970)
    return [
      "iss": .string(issuer), "aud": .string(audience), "iat": .integer(time), "exp": .integer(time + 3600),
      "name": "张三", "id_type": "01", "id_number": "11010519491231002x", "mobile": "+86 138 0013 8000",
    ]
  }

  /// Header and payload as text, signed with the elliptic key unless `signature` does it otherwise.
  func token(
    header: String = #"{"alg":"ES256","kid":"ec","typ":"JWT"}"#, payload: String? = nil,
    claims: [String: JSONValue] = claims, signature: ((String) throws -> [UInt8])? = nil
  ) throws -> String {
    let signed =
      Base64URL.encode(header.utf8) + "."
      + Base64URL.encode((payload ?? JSONValue.object(claims).canonicalJSON).utf8)
    let bytes =
      try signature?(signed) ?? Array(elliptic.signature(for: Data(signed.utf8)).rawRepresentation)
    return signed + "." + Base64URL.encode(bytes)
  }

  /// Why a token is refused, nil when it is not; all that are refused as tokens look the same from outside.
  func reason(_ token: String) async throws -> String? {
    do {
      _ = try await service().applicant(token: token, profile: profile)
      return nil
    } catch let problem as ProblemDetails where problem.code == .unauthorized {
      guard problem.detail == nil, problem.errors.isEmpty, problem.members.isEmpty, problem.headers.isEmpty else {
        return "a refusal that tells more than the others"
      }
      return problem.reason
    }
  }
}

/// A counter that several tasks use.
final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}
