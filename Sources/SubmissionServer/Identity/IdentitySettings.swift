import Configuration
import Domain

/// The identity source of one province, as configured.
struct IdentitySettings: Sendable, Hashable {
  /// `iss` of its tokens.
  let issuer: String
  /// `aud` of tokens that are for this server.
  let audience: String
  /// A file, or an https address.
  let keys: String

  /// The source of each province whose forms ask for one (`REVIEW_IDENTITY_ZHEJIANG_ISSUER`, `…_AUDIENCE`, `…_JWKS`).
  ///
  /// - Parameter config: scoped to `review`.
  static func read(
    _ config: ConfigReader, profiles: [Profile]
  ) throws(IdentitySettingProblem) -> [String: IdentitySettings] {
    var settings: [String: IdentitySettings] = [:]
    for province in Set(profiles.filter { $0.identity.kind == .sso }.map(\.province)).sorted() {
      func text(_ name: String) -> String? {
        let key = ConfigKey(["identity", province, name])
        return config.string(forKey: key).flatMap { $0.isEmpty ? nil : $0 }
      }
      let found = (issuer: text("issuer"), audience: text("audience"), keys: text("jwks"))
      if found.issuer == nil, found.audience == nil, found.keys == nil { continue }
      func wanted(_ value: String?, _ name: String) throws(IdentitySettingProblem) -> String {
        guard let value else { throw IdentitySettingProblem(province: province, setting: name, kind: .missing) }
        return value
      }
      let keys = try wanted(found.keys, "JWKS")
      // Whoever can change the keys on their way can be anybody.
      guard !keys.contains("://") || keys.hasPrefix("https://") else {
        throw IdentitySettingProblem(province: province, setting: "JWKS", kind: .insecure)
      }
      settings[province] = IdentitySettings(
        issuer: try wanted(found.issuer, "ISSUER"), audience: try wanted(found.audience, "AUDIENCE"), keys: keys)
    }
    return settings
  }

  var place: KeySource.Place { keys.hasPrefix("https://") ? .url(keys) : .file(keys) }
}

/// An identity source that is configured in part, or wrongly.
struct IdentitySettingProblem: Error, Hashable, Sendable {
  enum Kind: Sendable, Hashable { case missing, insecure }
  let province: String
  let setting: String
  let kind: Kind

  var text: Text {
    let name = "REVIEW_IDENTITY_\(province.uppercased().replacing("-", with: "_"))_\(setting)"
    return switch kind {
    case .missing:
      Text(
        zh: "缺少环境变量 \(name)：一个省的身份来源需要 ISSUER、AUDIENCE 和 JWKS 三项。",
        en: "The environment variable \(name) is missing: an identity source needs ISSUER, AUDIENCE and JWKS.")
    case .insecure:
      Text(
        zh: "环境变量 \(name) 应为文件路径，或以 https:// 开头的地址。",
        en: "The environment variable \(name) must be a file, or an address that begins with https://.")
    }
  }
}
