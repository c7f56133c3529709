public import Foundation

/// All that the program knows as data: code lists, places, bureaus, holidays, return reasons.
public enum CodeLists {
  /// The code lists by id, as `CodeLists.bundled["education_form"]`.
  public static let bundled: [String: CodeList] = load { () throws(Table.Failure) in
    var lists: [String: CodeList] = [:]
    for id in ids { lists[id] = try CodeList(id: id, table: try table(id)) }
    return lists
  }

  /// Ids of all code lists.
  public static let ids = [
    "abacus", "accounting_work_scope", "admin_post", "country", "cpa", "degree", "degree_form",
    "economic_type_gbt12402", "education", "education_form", "ethnic", "id_type", "iso3166", "obtain_method",
    "political", "political_form", "post", "qual_level", "qual_type", "sex", "talent_type", "tech_post", "unit_level",
    "unit_type", "work_status",
  ]

  /// The name of a value; nil when there is no such list or no such code.
  public static func name(of code: String, in list: String) -> Text? { bundled[list]?[code]?.name }

  static func table(_ name: String) throws(Table.Failure) -> Table {
    try Table(contentsOf: BundledData.codes.appendingPathComponent(name + ".csv"))
  }

  /// The data are part of the program: without them it is broken, and a test reads every one of them.
  static func load<Value>(_ read: () throws(Table.Failure) -> Value) -> Value {
    do {
      return try read()
    } catch {
      fatalError("The program's own data cannot be read (\(error)): install it again, with its resource folder.")
    }
  }
}

/// Where the data lie that come with the program.
public enum BundledData {
  /// All of their folders.
  public static var folders: [URL] { [codes, profiles] }

  static var codes: URL { Bundle.module.bundleURL.appendingPathComponent("Resources/codes") }
  static var profiles: URL { Bundle.module.bundleURL.appendingPathComponent("Resources/profiles") }
}
