import Domain
import PostgreSQL

extension Report {
  /// 会计人员结构: who the accountants are, in the tables that bureaus publish.
  public static let structure: Report = .init(
    id: "structure",
    name: Text(zh: "会计人员结构", en: "Structure"),
    question: Text(
      zh: "各部门的会计人员按性别、年龄、学历、学位、资格、职务、岗位、单位类型、工作状态、注册会计师、政治面貌、从业年限各有多少，占多少？",
      en:
        "How many accountants are there in each department, and what share, by sex, age, education, degree, qualification, "
        + "title, post, unit type, work status, CPA, political status and years of work?"),
    title: Text(zh: "会计人员结构情况表", en: "Structure of the accountants"),
    dates: [.decided, .submitted],
    limits: [.state]
  ) { transaction, frame in
    let tables = StructureTables(frame: frame, figures: try StructureFigures(transaction, frame))
    return ReportContent(
      sections: tables.sections(title: structure.title), notes: StructureTables.notes,
      isEmpty: frame.shown(tables.counted) == 0)
  }
}
