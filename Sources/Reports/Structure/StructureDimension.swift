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
  /// SQL over a row `a` of `review.application` that gives the category's code; null where it is not filled in.
  let expression: String
  /// In order; what is in none of them counts as other, null as not filled in.
  let categories: [Category]

  /// Of a code list.
  init(_ id: String, _ name: Text, column: String, list: CodeList?) {
    self.id = id
    self.name = name
    expression = "a.\(column)"
    categories = Self.categories(of: list)
  }

  /// Of a code list whose entries name, in an attribute, the entry of a shorter list that they count as.
  init(_ id: String, _ name: Text, column: String, list: CodeList?, by group: String, of shorter: CodeList?) {
    self.id = id
    self.name = name
    let groups = (list?.entries ?? []).compactMap { entry in
      entry.attributes[group].map { "WHEN '\(entry.code)' THEN '\($0)'" }
    }
    expression = "CASE a.\(column) \(groups.joined(separator: " ")) ELSE a.\(column) END"
    categories = Self.categories(of: shorter)
  }

  /// Of spans of years; `years` is SQL for a whole number, `last` the last year of each span.
  init(_ id: String, _ name: Text, years: String, last: [Int], texts: [Text]) {
    self.id = id
    self.name = name
    // The years are worked out once, not for each span.
    let beginnings = last.map { String($0 + 1) }.joined(separator: ", ")
    expression = "width_bucket((\(years))::integer, ARRAY[\(beginnings)])"
    categories = texts.enumerated().map { Category(code: String($0), name: $1) }
  }

  private init(_ id: String, _ name: Text, expression: String, categories: [Category]) {
    self.id = id
    self.name = name
    self.expression = expression
    self.categories = categories
  }

  private static func categories(of list: CodeList?) -> [Category] {
    (list?.entries ?? []).map { Category(code: $0.code, name: $0.name) }
  }

  /// In the order of the sheets.
  static func all(_ lists: [String: CodeList]) -> [StructureDimension] {
    [
      StructureDimension("sex", Text(zh: "性别", en: "Sex"), column: "sex", list: lists["sex"]),
      StructureDimension(
        "age", Text(zh: "年龄（按出生年份）", en: "Age (by year of birth)"),
        years: "extract(year FROM review.today())::integer - a.birth_year",
        last: [25, 30, 35, 40, 45, 50, 55, 60],
        texts: [
          Text(zh: "25 岁及以下", en: "up to 25"), Text(zh: "26-30 岁", en: "26-30"), Text(zh: "31-35 岁", en: "31-35"),
          Text(zh: "36-40 岁", en: "36-40"), Text(zh: "41-45 岁", en: "41-45"), Text(zh: "46-50 岁", en: "46-50"),
          Text(zh: "51-55 岁", en: "51-55"), Text(zh: "56-60 岁", en: "56-60"), Text(zh: "60 岁以上", en: "over 60"),
        ]),
      StructureDimension(
        "education", Text(zh: "最高学历", en: "Highest education"),
        expression: "greatest(a.education_level, a.part_time_level)",
        categories: categories(of: lists["education_form"])),
      StructureDimension("degree", Text(zh: "学位", en: "Degree"), column: "degree", list: lists["degree_form"]),
      StructureDimension(
        "qualification", Text(zh: "专业技术资格", en: "Qualification"), column: "qualification_level",
        list: lists["qual_level"]),
      StructureDimension("title", Text(zh: "专业技术职务", en: "Title"), column: "title", list: lists["tech_post"]),
      StructureDimension("post", Text(zh: "会计工作岗位", en: "Post"), column: "post", list: lists["post"]),
      StructureDimension("unit_type", Text(zh: "单位类型", en: "Unit type"), column: "unit_type", list: lists["unit_type"]),
      StructureDimension(
        "work_status", Text(zh: "工作状态", en: "Work status"), column: "work_status", list: lists["work_status"]),
      StructureDimension(
        "cpa", Text(zh: "注册会计师", en: "CPA"), expression: "CASE WHEN a.cpa THEN '1' WHEN NOT a.cpa THEN '0' END",
        categories: categories(of: lists["cpa"]).reversed()),
      StructureDimension(
        "political", Text(zh: "政治面貌", en: "Political status"), column: "political", list: lists["political"],
        by: "group",
        of: lists["political_form"]),
      StructureDimension(
        "experience", Text(zh: "从业年限", en: "Years of work"),
        years: "extract(year FROM age(review.today(), a.work_started_on))", last: [0, 2, 5, 10, 20, 30],
        texts: [
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
