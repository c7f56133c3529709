import Domain

/// A signed token (JWS compact serialisation, RFC 7515) taken apart, its protected header checked, its signature not yet.
///
/// The library that verifies takes a default key for an unknown `kid` and does not look at `crit`; so everything about the header is
/// decided here, before it is asked.
struct CompactToken: Sendable {
  /// Names the key.
  let keyID: String
  /// What the header says; the key decides.
  let algorithm: String
  /// What is signed: header, a full stop, payload, as they came.
  let signed: [UInt8]
  let signature: [UInt8]
  let claims: [String: JSONValue]

  static let largest = 8 << 10

  init(_ token: String) throws(TokenFault) {
    guard token.utf8.count <= Self.largest else { throw .tooLarge }
    let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw .parts }
    guard let header = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
      let signature = Base64URL.decode(parts[2])
    else { throw .encoding }
    guard case .object(let fields)? = try? JSONValue(strictly: header, depth: 8) else { throw .headerJSON }
    (keyID, algorithm) = try Self.check(fields)
    guard case .object(let claims)? = try? JSONValue(strictly: payload, depth: 8) else { throw .payloadJSON }
    self.claims = claims
    self.signature = signature
    signed = Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1])
  }

  private static func check(_ header: [String: JSONValue]) throws(TokenFault) -> (keyID: String, algorithm: String) {
    // RFC 7515, 4.1.11: who does not understand what is critical must refuse; nothing critical is understood here. `b64` (RFC 7797)
    // changes what is signed and is only valid with it.
    guard header["crit"] == nil, header["b64"] == nil else { throw .critical }
    for name in ["jwk", "jku", "x5c", "x5u"] where header[name] != nil { throw .embeddedKey }
    if let type = header["typ"] {
      guard let type = type.string?.lowercased(), ["jwt", "at+jwt", "application/at+jwt"].contains(type) else {
        throw .type
      }
    }
    // A token within a token, or an encrypted one.
    guard header["cty"] == nil, header["enc"] == nil, header["zip"] == nil else { throw .type }
    guard let keyID = header["kid"]?.string, !keyID.isEmpty, keyID.utf8.count <= 256 else { throw .keyMissing }
    guard let algorithm = header["alg"]?.string else { throw .algorithm }
    return (keyID, algorithm)
  }
}
