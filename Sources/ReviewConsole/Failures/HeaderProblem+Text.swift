import Domain
import Store

extension ImportFailure.HeaderProblem {
  /// What is wrong with the first line; nothing went in.
  var text: Text {
    switch self {
    case .missing(let known):
      Text(
        zh: "文件首行应写栏目代码（如 \(Self.example(known))），没有找到，没有导入。",
        en:
          "The first line must name columns by field ids (such as \(Self.example(known))) and does not; nothing was imported."
      )
    case .unknown(let columns, let known):
      Text(
        zh: "首行有不认识的栏目：\(columns.map { $0.said(known).zh }.joined(separator: "；"))。没有导入。",
        en: "Unknown columns: \(columns.map { $0.said(known).en }.joined(separator: "; ")). Nothing was imported.")
    case .repeated(let names):
      Text(
        zh: "首行的栏目写了两次：\(names.joined(separator: "、"))。没有导入。",
        en: "These columns stand twice: \(names.joined(separator: ", ")). Nothing was imported.")
    case .incomplete(let names):
      Text(
        zh: "首行缺少栏目：\(names.joined(separator: "、"))。没有导入。",
        en: "These columns are missing: \(names.joined(separator: ", ")). Nothing was imported.")
    case .noProvince:
      Text(
        zh: "首行缺少栏目 province：不止一省（或没有一省）收原有档案。",
        en: "The column province is missing: not exactly one province takes archives.")
    }
  }

  private static func example(_ known: [String]) -> String {
    known.isEmpty || known.contains("identity.id_number") ? "identity.id_number" : known[0]
  }

  /// What to do next.
  var advice: Text {
    Text(
      zh: "文件格式见 docs/import.md；表单的栏目代码见 方案 查看（profile show）。",
      en: "The form of the file: docs/import.md; field ids of forms: profile show.")
  }
}

extension ImportFailure.Column {
  /// `identity.idnumber（是否为 identity.id_number）`, or its position where it is no name.
  fileprivate func said(_ known: [String]) -> Text {
    guard let name else { return Text(zh: "第 \(position) 栏", en: "column \(position)") }
    let near = Nearness.nearest(to: name, among: known)
    guard !near.isEmpty else { return Text(zh: name, en: name) }
    return Text(
      zh: "\(name)（是否为 \(near.joined(separator: "、"))？）", en: "\(name) (did you mean \(near.joined(separator: ", "))?)")
  }
}
