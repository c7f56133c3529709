import Crypto
import Domain

/// The digests of passwords that older systems kept.
public enum LegacyDigest: String, CaseIterable, Sendable {
  case md5, sha1, sha256

  /// Hexadecimal digits in one.
  var length: Int {
    switch self {
    case .md5: Insecure.MD5.byteCount * 2
    case .sha1: Insecure.SHA1.byteCount * 2
    case .sha256: SHA256.byteCount * 2
    }
  }

  /// That of a password as it was typed, in lower-case hexadecimal.
  public func callAsFunction(_ password: String) -> String {
    let bytes = Array(password.utf8)
    return switch self {
    case .md5: Array(Insecure.MD5.hash(data: bytes)).hexadecimal
    case .sha1: Array(Insecure.SHA1.hash(data: bytes)).hexadecimal
    case .sha256: Array(SHA256.hash(data: bytes)).hexadecimal
    }
  }
}
