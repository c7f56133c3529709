import Domain
import PostgreSQL

/// The columns of the ledger: what the bureau knows of an application, then every answer of the forms that are in it.
enum LedgerColumns {
  /// - Parameters:
  ///   - profiles: of the provinces that are in it; a field that several forms have is one column, where the first form has it.
  ///   - bureaus: names by code.
  ///   - staff: names by login.
  ///   - returns: what returns say.
  static func of(
    _ profiles: [Profile], bureaus: [String: Text], staff: [String: Text], isMasked: Bool, returns: ReturnWords,
    language: Language
  ) -> [LedgerColumn] {
    var columns = application(bureaus: bureaus, staff: staff, returns: returns)
    var known: Set<String> = []
    for profile in profiles {
      for item in profile.sections.flatMap(\.items) {
        switch item {
        case .department: continue
        case .field(let field):
          guard field.export != .never, known.insert(field.id).inserted else { continue }
          columns.append(
            LedgerColumn(
              field.id, profile.distinctLabel(of: field), form(field, profile.standards, isMasked: isMasked),
              "x.\(SQLIdentifier(field.id))"))
        case .list(let list):
          guard known.insert(list.id).inserted else { continue }
          let cell = LedgerList(profile: profile, list: list, isMasked: isMasked, language: language)
          columns.append(LedgerColumn(list.id, list.label, .list(cell), "x.\(SQLIdentifier(list.id))"))
        }
      }
    }
    return columns
  }

  private static func application(
    bureaus: [String: Text], staff: [String: Text], returns: ReturnWords
  ) -> [LedgerColumn] {
    let states = Dictionary(uniqueKeysWithValues: ApplicationState.allCases.map { ($0.rawValue, $0.standing) })
    return [
      LedgerColumn("number", Text(zh: "申报号", en: "Number"), .text, "l.number"),
      LedgerColumn("department", Text(zh: "会计管理部门", en: "Bureau"), .names(bureaus), "l.department_code"),
      LedgerColumn("department_code", Text(zh: "部门编码", en: "Bureau code"), .text, "l.department_code"),
      LedgerColumn("state", Text(zh: "状态", en: "State"), .names(states), "l.state"),
      LedgerColumn("revision", Text(zh: "提交次数", en: "Submissions"), .integer, "l.revision"),
      LedgerColumn(
        "first_submitted_at", Text(zh: "首次提交", en: "First submitted"), .instant, seconds("first_submitted_at")),
      LedgerColumn("submitted_at", Text(zh: "最近提交", en: "Submitted"), .instant, seconds("submitted_at")),
      LedgerColumn("due_on", Text(zh: "审核期限", en: "Due"), .day, "l.due_on"),
      LedgerColumn("holder", Text(zh: "在审", en: "Holder"), .names(staff), "l.holder"),
      LedgerColumn("decided_at", Text(zh: "办结时间", en: "Decided"), .instant, seconds("decided_at")),
      LedgerColumn("decided_by", Text(zh: "办理人", en: "Decided by"), .names(staff), "l.decided_by"),
      LedgerColumn("review_days", Text(zh: "用时（工作日）", en: "Working days"), .integer, "l.review_days"),
      LedgerColumn("late", Text(zh: "是否超期", en: "Late"), .names(yesNo), "l.late::text"),
      LedgerColumn(
        "last_return", Text(zh: "退回原因", en: "Reasons of the return"), .lastReturn(returns), "l.last_return::text"),
      LedgerColumn("warnings", Text(zh: "系统提示", en: "Warnings"), .integer, "l.warnings"),
    ]
  }

  private static let yesNo = ["true": Text(zh: "是", en: "yes"), "false": Text(zh: "否", en: "no")]

  private static func seconds(_ column: String) -> String { "floor(extract(epoch FROM l.\(column)))::bigint" }

  private static func form(_ field: Field, _ standards: Standards, isMasked: Bool) -> LedgerColumn.Form {
    if isMasked, let mask = field.hiddenByExport { return .hidden(mask) }
    switch field.type {
    case .code(let codes), .codes(let codes, _):
      let listed = codes.list.flatMap { standards.codeLists[$0]?.entries } ?? []
      var names = Dictionary(listed.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
      // The profile's own words count more.
      for choice in codes.choices { names[choice.code] = choice.name }
      if case .codes = field.type { return .several(names) }
      return .names(names)
    case .boolean: return .names(yesNo)
    case .region: return .region(standards.regions)
    case .integer: return .integer
    case .date: return .day
    default: return .text
    }
  }

  /// The answers as a row `x` of texts; one pass over each document, however many columns.
  static func answers(_ columns: [LedgerColumn]) -> String {
    let fields = columns.filter { $0.expression.hasPrefix("x.") }.map { "\(SQLIdentifier($0.id)) text" }
    return "jsonb_to_record(l.answers) AS x (\(fields.joined(separator: ", ")))"
  }
}
