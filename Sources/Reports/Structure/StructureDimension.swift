import Domain

/// One way to tell accountants apart.
struct StructureDimension: Sendable {
  /// A value of it.
  struct Category: Sendable {
    let code: String
    let name: Text
  }

  /// Stable; also begins the tables' ids.
  let id: String
  let name: Text
  /// In order; what is in none of them counts as other, null as not filled in.
  let categories: [Category]
  /// Codes that count as another one, a category's.
  private var groups: [String: String] = [:]

  /// Of a code list.
  private init(_ id: String, _ name: Text, list: CodeList?) {
    self.init(id, name, categories: Self.categories(of: list))
  }

  /// Of a code list whose entries name, in an attribute, the entry of a shorter list that they count as.
  private init(_ id: String, _ name: Text, list: CodeList?, by group: String, of shorter: CodeList?) {
    self.init(id, name, list: shorter)
    for entry in list?.entries ?? [] { groups[entry.code] = entry.attributes[group] }
  }

  /// Of spans of years, which the database numbers from 0.
  private init(_ id: String, _ name: Text, spans: [Text]) {
    self.init(id, name, categories: spans.enumerated().map { Category(code: String($0), name: $1) })
  }

  private init(_ id: String, _ name: Text, categories: [Category]) {
    self.id = id
    self.name = name
    self.categories = categories
  }

  /// The code of the category that a value of the database is in; nil for one that is not filled in.
  func category(of value: String?) -> String {
    guard let value else { return Self.missing.code }
    let code = groups[value] ?? value
    return categories.contains { $0.code == code } ? code : Self.other.code
  }

  private static func categories(of list: CodeList?) -> [Category] {
    (list?.entries ?? []).map { Category(code: $0.code, name: $0.name) }
  }

  /// In the order of the sheets.
  static func all(_ lists: [String: CodeList]) -> [StructureDimension] {
    [
      StructureDimension("sex", Text(zh: "性别", en: "Sex"), list: lists["sex"]),
      StructureDimension(
        "age", Text(zh: "年龄（按出生年份）", en: "Age (by year of birth)"),
        spans: [
          Text(zh: "25 岁及以下", en: "up to 25"), Text(zh: "26-30 岁", en: "26-30"), Text(zh: "31-35 岁", en: "31-35"),
          Text(zh: "36-40 岁", en: "36-40"), Text(zh: "41-45 岁", en: "41-45"), Text(zh: "46-50 岁", en: "46-50"),
          Text(zh: "51-55 岁", en: "51-55"), Text(zh: "56-60 岁", en: "56-60"), Text(zh: "60 岁以上", en: "over 60"),
        ]),
      StructureDimension(
        "education", Text(zh: "最高学历", en: "Highest education"),
        categories: categories(of: lists["education_form"])),
      StructureDimension("degree", Text(zh: "学位", en: "Degree"), list: lists["degree_form"]),
      StructureDimension(
        "qualification", Text(zh: "专业技术资格", en: "Qualification"),
        list: lists["qual_level"]),
      StructureDimension("title", Text(zh: "专业技术职务", en: "Title"), list: lists["tech_post"]),
      StructureDimension("post", Text(zh: "会计工作岗位", en: "Post"), list: lists["post"]),
      StructureDimension("unit_type", Text(zh: "单位类型", en: "Unit type"), list: lists["unit_type"]),
      StructureDimension(
        "work_status", Text(zh: "工作状态", en: "Work status"), list: lists["work_status"]),
      StructureDimension(
        "cpa", Text(zh: "注册会计师", en: "CPA"),
        categories: categories(of: lists["cpa"]).reversed()),
      StructureDimension(
        "political", Text(zh: "政治面貌", en: "Political status"), list: lists["political"],
        by: "group",
        of: lists["political_form"]),
      StructureDimension(
        "experience", Text(zh: "从业年限", en: "Years of work"),
        spans: [
          Text(zh: "不满 1 年", en: "under 1"), Text(zh: "1-2 年", en: "1-2"), Text(zh: "3-5 年", en: "3-5"),
          Text(zh: "6-10 年", en: "6-10"), Text(zh: "11-20 年", en: "11-20"), Text(zh: "21-30 年", en: "21-30"),
          Text(zh: "30 年以上", en: "over 30"),
        ]),
    ]
  }

  /// What is in no category.
  static let other = Category(code: "*", name: Text(zh: "其他", en: "other"))
  /// What is not filled in.
  static let missing = Category(code: "", name: Text(zh: "未填", en: "not filled in"))
}
