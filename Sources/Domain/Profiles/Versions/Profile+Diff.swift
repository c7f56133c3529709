/// One difference between two versions of a profile.
public struct ProfileChange: Hashable, Sendable {
  /// Where, as `sections.work.items.work.post.required`.
  public let path: String
  /// As written before; nil = it is new.
  public let old: String?
  /// As written now; nil = it is gone.
  public let new: String?
}

extension Profile {
  /// What differs between two versions, by path. Elements with an id are compared with their namesakes, wherever they
  /// stand; another order of them is a difference of its own.
  public static func diff(_ old: Profile, _ new: Profile) -> [ProfileChange] { diff(old.tree, new.tree, path: "") }

  private static func diff(_ old: JSONValue, _ new: JSONValue, path: String) -> [ProfileChange] {
    if old == new { return [] }
    switch (old, new) {
    case (.object(let left), .object(let right)):
      return Set(left.keys).union(right.keys).sorted().flatMap { key in
        compare(left[key], right[key], path: path.isEmpty ? key : path + "." + key)
      }
    case (.array(let left), .array(let right)):
      guard let leftNames = names(left), let rightNames = names(right) else { break }
      let olds = Dictionary(zip(leftNames, left), uniquingKeysWith: { first, _ in first })
      let news = Dictionary(zip(rightNames, right), uniquingKeysWith: { first, _ in first })
      let all = rightNames + leftNames.filter { news[$0] == nil }
      var changes = all.flatMap { compare(olds[$0], news[$0], path: path + "." + $0) }
      let (before, after) = (leftNames.filter { news[$0] != nil }, rightNames.filter { olds[$0] != nil })
      if before != after {
        changes.append(
          ProfileChange(path: path, old: before.joined(separator: ", "), new: after.joined(separator: ", ")))
      }
      return changes
    default: break
    }
    return [ProfileChange(path: path, old: written(old), new: written(new))]
  }

  private static func compare(_ old: JSONValue?, _ new: JSONValue?, path: String) -> [ProfileChange] {
    if let old, let new { return diff(old, new, path: path) }
    return [ProfileChange(path: path, old: old.map(written), new: new.map(written))]
  }

  /// The elements' own names; nil when they have none, or not all of them, or the same.
  private static func names(_ elements: [JSONValue]) -> [String]? {
    let keys = ["id", "field", "list", "code", "region", "phone"]
    let names = elements.compactMap { element in keys.lazy.compactMap { element[$0]?.string }.first }
    return names.count == elements.count && Set(names).count == names.count ? names : nil
  }

  private static func written(_ value: JSONValue) -> String { value.string ?? value.canonicalJSON }
}
