import Domain
import JWTKit

/// A public key that verifies with one algorithm only, whatever a token says.
struct VerificationKey: Sendable {
  /// `RS256`, `PS256`, `ES256` or `EdDSA`.
  let algorithm: String
  private let verifier: any JWTAlgorithm

  /// The key of a JWK (RFC 7517); nil for keys that are not for signatures, or not of the kinds that are taken: never a symmetric one.
  init?(_ jwk: [String: JSONValue]) async {
    guard let keyID = jwk["kid"]?.string else { return nil }
    if let use = jwk["use"], use != "sig" { return nil }
    if let operations = jwk["key_ops"]?.array, !operations.contains("verify") { return nil }
    guard let (key, algorithm) = Self.key(jwk, JWKIdentifier(string: keyID)) else { return nil }
    do {
      let one = JWTKeyCollection()
      try await one.add(jwk: key)
      verifier = try await one.getKey(for: JWKIdentifier(string: keyID))
    } catch { return nil }
    guard verifier.name == algorithm else { return nil }
    self.algorithm = algorithm
  }

  /// Whether the signature is this key's.
  func isSignature(_ signature: [UInt8], of signed: [UInt8]) -> Bool {
    // Throws where the signature has an impossible length.
    (try? verifier.verify(signature, signs: signed)) ?? false
  }

  /// Only what a public key needs is taken over; the algorithm is the key's `alg`, or the one that its kind leaves.
  private static func key(_ jwk: [String: JSONValue], _ id: JWKIdentifier) -> (JWK, String)? {
    let named = jwk["alg"]?.string
    guard jwk["alg"] == nil || named != nil else { return nil }
    switch jwk["kty"]?.string {
    case "RSA":
      let algorithms: [String: JWK.Algorithm] = ["RS256": .rs256, "PS256": .ps256]
      // Beyond 8192 bits a signature costs more than any issuer needs.
      guard let algorithm = algorithms[named ?? "RS256"], let modulus = jwk["n"]?.string, modulus.utf8.count <= 1400,
        let exponent = jwk["e"]?.string, exponent.utf8.count <= 8
      else { return nil }
      return (.rsa(algorithm, identifier: id, modulus: modulus, exponent: exponent), named ?? "RS256")
    case "EC":
      guard named ?? "ES256" == "ES256", jwk["crv"] == "P-256", let x = jwk["x"]?.string, let y = jwk["y"]?.string
      else {
        return nil
      }
      return (.ecdsa(.es256, identifier: id, x: x, y: y, curve: .p256), "ES256")
    case "OKP":
      guard named ?? "EdDSA" == "EdDSA", jwk["crv"] == "Ed25519", let x = jwk["x"]?.string else { return nil }
      return (.octetKeyPair(.eddsa, identifier: id, x: x, y: nil, curve: .ed25519), "EdDSA")
    default: return nil
    }
  }
}
