import Crypto
import Domain
import Foundation

/// A key with which whoever owns the private cluster signs tokens to try things out. It lies beside the cluster, readable for its owner
/// only, and nothing but a server over that cluster accepts it.
struct DevelopmentKey: Sendable {
  static let issuer = "submission-server-development"
  static let keyID = "development"

  private let key: P256.Signing.PrivateKey

  static func audience(_ province: String) -> String { "submission-server/\(province)" }

  /// The key of the state directory, made at first use.
  init(stateDirectory: URL) throws(DevelopmentKeyFault) {
    let file = DevelopmentKeyFile(path: stateDirectory.appending(path: "identity-development.pem").path)
    if try file.read() == nil { try file.put(P256.Signing.PrivateKey().pemRepresentation) }
    // Another program may have been a moment earlier: what lies there counts.
    guard let pem = try file.read(), let key = try? P256.Signing.PrivateKey(pemRepresentation: pem) else {
      throw DevelopmentKeyFault(path: file.path)
    }
    self.key = key
  }

  /// Verifies what this key signs, for one province.
  func verifier(_ province: String) -> TokenVerifier {
    let bytes = Array(JSONValue.object(["keys": [publicKey]]).canonicalJSON.utf8)
    return TokenVerifier(
      rules: TokenRules(issuer: Self.issuer, audience: Self.audience(province)),
      keys: KeySource(.init(read: { bytes })))
  }

  /// A token with these claims besides issuer, audience and times.
  func token(
    _ claims: [String: JSONValue], province: String, from now: Date, for seconds: Int
  ) throws -> String {
    let time = Int(now.timeIntervalSince1970)
    var payload = claims
    payload["iss"] = .string(Self.issuer)
    payload["aud"] = .string(Self.audience(province))
    payload["iat"] = .integer(time)
    payload["exp"] = .integer(time + seconds)
    let header: JSONValue = ["alg": "ES256", "kid": .string(Self.keyID), "typ": "JWT"]
    let signed =
      Base64URL.encode(header.canonicalJSON.utf8) + "."
      + Base64URL.encode(JSONValue.object(payload).canonicalJSON.utf8)
    return try signed + "." + Base64URL.encode(key.signature(for: Data(signed.utf8)).rawRepresentation)
  }

  private var publicKey: JSONValue {
    let point = key.publicKey.rawRepresentation
    return [
      "kty": "EC", "crv": "P-256", "alg": "ES256", "kid": .string(Self.keyID),
      "x": .string(Base64URL.encode(point.prefix(32))), "y": .string(Base64URL.encode(point.suffix(32))),
    ]
  }
}

/// The file of the key is not what it should be.
struct DevelopmentKeyFault: Error, Hashable, Sendable {
  let path: String

  var text: Text {
    Text(
      zh: "开发用密钥文件不可用：\(path)。它应属于当前用户且只有本人可读（0600）；删除它会生成新的密钥。",
      en:
        "The development key \(path) cannot be used: it must be yours and readable for you only (0600). Remove it for a new one."
    )
  }
}
