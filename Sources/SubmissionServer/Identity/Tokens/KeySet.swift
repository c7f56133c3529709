import Domain

/// The public keys of one issuer, by `kid`.
struct KeySet: Sendable {
  let keys: [String: VerificationKey]

  init(keys: [String: VerificationKey]) { self.keys = keys }

  /// Reads a JWKS (RFC 7517, section 5). Keys of kinds that are not taken are left out; a set without any other key, or with one
  /// `kid` twice, is none.
  init(json bytes: [UInt8]) async throws(KeySetFault) {
    guard bytes.count <= Self.largest else { throw .tooLarge }
    guard let list = (try? JSONValue(strictly: bytes))?["keys"]?.array, list.count <= 100 else { throw .noSet }
    var keys: [String: VerificationKey] = [:]
    for element in list {
      guard let jwk = element.object, let key = await VerificationKey(jwk), let id = jwk["kid"]?.string else {
        continue
      }
      // Which of two keys is meant would be for the sender of a token to say.
      guard keys.updateValue(key, forKey: id) == nil else { throw .ambiguous }
    }
    guard !keys.isEmpty else { throw .noKey }
    self.keys = keys
  }

  static let largest = 256 << 10
}

/// Why a JWKS cannot be used.
enum KeySetFault: String, Error, Sendable {
  case unreachable = "JWKS cannot be read"
  case tooLarge = "JWKS is larger than 256 KB"
  case noSet = "JWKS is no JSON Web Key Set"
  case ambiguous = "JWKS has one kid twice"
  case noKey = "JWKS has no key for RS256, PS256, ES256 or EdDSA"
}
