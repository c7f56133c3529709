import Domain
import Store

/// A bureau as a person names it: its code, its full name, or its short name where only one bureau has it.
struct DepartmentReference: Sendable, Hashable {
  let code: String
}

extension Parameter where Value == String {
  /// A province as a person names it: `zhejiang`, 浙江, 浙江省. What nobody knows is left to whoever looks for it.
  static func province(_ help: Text) -> Self {
    Self("province", "省份", help, kind: .text) { word, standards throws(BadValue) in
      guard !word.text.isEmpty else { throw BadValue(expected: Text(zh: "不能为空", en: "something")) }
      let typed = word.folded
      return standards.departments.all.first { $0.level == .province && $0.fullName.hasPrefix(typed) }?.province
        ?? typed
    }
  }
}

extension Departments {
  /// Those that are called so; 上城区 is enough for 上城区财政局.
  func named(_ typed: String) -> [Department] {
    let found = matching(typed)
    return found.isEmpty ? matching(typed + "财政局") : found
  }

  /// The code of the only one that is called so.
  func code(named typed: String) throws(BadValue) -> String {
    let found = named(typed)
    if let only = found.first, found.count == 1 { return only.code }
    let list = found.prefix(5).map { "\($0.code) \($0.fullName)" }.joined(separator: "、")
    throw BadValue(
      expected: found.isEmpty
        ? Text(zh: "部门代码或名称，如 330102 或 上城区财政局", en: "a bureau's code or name, such as 330102")
        : Text(zh: "以下之一的代码：\(list)", en: "the code of one of: \(list)"))
  }
}

extension Parameter where Value == DepartmentReference {
  static func department(
    _ help: Text, name: String = "department", chinese: String = "部门", arity: ParameterSpec.Arity = .optional
  ) -> Self {
    Self(name, chinese, help, kind: .text, arity: arity) {
      word, standards throws(BadValue) in
      let typed = word.folded
      // A code unknown here may still be known to the database, which decides.
      if typed.utf8.allSatisfy({ 48...57 ~= $0 }), !typed.isEmpty { return DepartmentReference(code: typed) }
      return DepartmentReference(code: try standards.departments.code(named: typed))
    }
  }
}
