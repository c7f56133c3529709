import Crypto
import Domain
import HTTPTypes
import Synchronization

/// A document that is the same for everybody: made once, named by its content, kept by browsers and caches for a while.
struct PublicDocument: Sendable {
  let bytes: [UInt8]
  let contentType: String
  /// Strong: equal bytes, equal tag.
  let tag: String

  init(_ bytes: [UInt8], contentType: String) {
    self.bytes = bytes
    self.contentType = contentType
    tag =
      "\"" + SHA256.hash(data: bytes).prefix(16).hexadecimal + "\""
  }

  init(_ json: JSONValue) {
    self.init(Array(json.canonicalJSON.utf8), contentType: "application/json; charset=utf-8")
  }

  /// The document, or 304 where the caller has it.
  func reply(to exchange: HTTPExchange, maxAge: Int = 300, headers: HTTPFields = [:]) -> Reply {
    var headers = headers
    headers[.eTag] = tag
    headers[.cacheControl] = "public, max-age=\(maxAge)"
    if exchange.holds(tag) { return Reply(status: .notModified, headers: headers) }
    headers[.contentType] = contentType
    return Reply(headers: headers, body: .bytes(bytes))
  }

  // MARK: Kept

  private static let kept = Mutex<[String: PublicDocument]>([:])

  /// The document with this name for a profile, made at the first call. One that replaces another has another edition.
  static func kept(
    _ name: String, of profile: Profile, _ make: () throws -> PublicDocument
  ) rethrows -> PublicDocument {
    try kept("\(profile.province)/\(profile.version)/\(profile.edition)/\(name)", make)
  }

  /// The document with this key, made at the first call: the key names all that it is made of.
  static func kept(_ key: String, _ make: () throws -> PublicDocument) rethrows -> PublicDocument {
    if let document = kept.withLock({ $0[key] }) { return document }
    let document = try make()
    kept.withLock { $0[key] = document }
    return document
  }
}

extension Route.Answer {
  /// What every public document may answer besides itself.
  static let notModified = Route.Answer(.notModified, "what If-None-Match names is still right", headers: ["ETag"])
}

extension RouteParameter {
  static let ifNoneMatch = RouteParameter(
    name: "If-None-Match", place: .header, isRequired: false, description: "the ETag that the caller has",
    schema: .string)
}

extension HTTPExchange {
  /// Whether `If-None-Match` names this tag: the caller has what would be sent. The comparison is the weak one (RFC 9110, 13.1.2): a
  /// proxy that compressed the content made the tag weak.
  func holds(_ tag: String) -> Bool {
    guard let header = head.headerFields[.ifNoneMatch] else { return false }
    return header.split(separator: ",").contains { item in
      var item = item.drop { $0 == " " || $0 == "\t" }
      while item.last == " " || item.last == "\t" { item = item.dropLast() }
      return item == "*" || item == tag || item == "W/" + tag
    }
  }
}
