public import Domain
public import Foundation

/// The profiles of `docs/profiles`: provinces that no program brings.
public enum ProvinceFile {
  /// Where a file of that folder lies.
  public static func url(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/profiles/\(name)").standardized
  }

  /// The text of `hubei.yaml` or `anhui.yaml`, with some words replaced.
  public static func text(_ province: String = "hubei", _ changes: [String: String] = [:]) throws -> String {
    var text = try String(contentsOf: url(province + ".yaml"), encoding: .utf8)
    for (old, new) in changes { text = text.replacing(old, with: new) }
    return text
  }

  /// As read from that text.
  public static func profile(_ province: String = "hubei", _ changes: [String: String] = [:]) throws -> Profile {
    try Profile.parse(try text(province, changes), name: province + ".yaml")
  }
}
