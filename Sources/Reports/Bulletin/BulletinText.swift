import Domain

/// 通报 in sentences: each figure is a cell of the table beside them, so that of a published table they are rounded, too. What the table
/// does not show has no sentence.
struct BulletinText {
  let table: ReportTable
  let bureau: String
  let period: Period?
  /// What the period is compared with, and which span that is.
  let comparison: (comparison: PeriodComparison, period: Period)?

  /// Whether a table is that of a 通报, alone or bound with others.
  static func isBeside(_ table: ReportTable) -> Bool {
    table.id == BulletinTable.id || table.id == "\(BulletinTable.id)_\(BulletinTable.id)"
  }

  /// From top to bottom.
  var paragraphs: [Text] {
    guard let decisions = figure("decisions"), table.total.flatMap({ table.value("decisions", in: $0).count }) != 0
    else {
      // Of a published table, 0 is not none.
      return
        (table.isFixed ? [] : [Text(zh: "\(span.zh)，\(bureau)没有办结的会计人员信息申报。", en: "\(span.en): nothing was decided.")])
        + waiting
    }
    return [decided(decisions)] + compared + ranked + waiting
  }

  private var span: Text { period?.text ?? Text(zh: "截至目前", en: "Until now") }

  /// A cell as text; nil where it shows nothing.
  private func figure(_ column: String, of row: ReportTable.Row? = nil) -> String? {
    guard let row = row ?? table.total else { return nil }
    return switch table.value(column, in: row) {
    case .none, .hidden: nil
    case let value: value.text(.en)
    }
  }

  private func decided(_ decisions: String) -> Text {
    var zh = "\(span.zh)，\(bureau)\(details.count > 1 ? "及所辖部门" : "")共办结会计人员信息申报 \(decisions) 件次"
    var en = "\(span.en): \(decisions) decisions"
    if let approved = figure("approved"), let returned = figure("returned") {
      zh += "，其中通过 \(approved) 件次、退回 \(returned) 件次"
      en += ", \(approved) approved and \(returned) returned"
    }
    if let share = figure("returned_share") {
      zh += "，退回率 \(share)"
      en += " (\(share))"
    }
    if let onTime = figure("on_time"), let share = figure("on_time_share") {
      zh += "；按期办结 \(onTime) 件次，按期率 \(share)"
      en += "; \(onTime) on time, \(share)"
    }
    return Text(zh: zh + "。", en: en + ".")
  }

  /// 增长 12.3%、下降 4.5%、持平.
  private var compared: [Text] {
    guard let comparison, let before = figure("before"), let row = table.total else { return [] }
    let name = comparison.comparison.name
    var zh = "\(name.zh)（\(comparison.period.text.zh)）办结 \(before) 件次"
    var en = "The \(name.en) (\(comparison.period.text.en)): \(before) decisions"
    if let change = table.value("change", in: row).share {
      let size = ReportValue.percent(abs(change))
      zh += "，本期\(comparison.comparison.change.zh)" + (change == 0 ? "持平" : (change > 0 ? "增长 " : "下降 ") + size)
      en += ", now " + (change == 0 ? "the same" : size + (change > 0 ? " more" : " fewer"))
    }
    if let share = figure("on_time_share_before") {
      zh += "；\(name.zh)按期率 \(share)"
      en += "; \(share) on time"
    }
    return [Text(zh: zh + "。", en: en + ".")]
  }

  private var details: [ReportTable.Row] { table.rows.filter { $0.kind == .detail } }

  private func name(_ row: ReportTable.Row) -> Text {
    if case .label(let text) = table.value("department", in: row) { text } else { Text(zh: row.key, en: row.key) }
  }

  /// The first three by their share on time, and the last; a published table has no ranks.
  private var ranked: [Text] {
    let placed = details.compactMap { row -> (place: Int, share: String, row: ReportTable.Row)? in
      guard let place = table.value("rank", in: row).count, let share = figure("on_time_share", of: row) else {
        return nil
      }
      return (place, share, row)
    }.sorted { ($0.place, $0.row.key) < ($1.place, $1.row.key) }
    guard placed.count > 1, let last = placed.last else { return [] }
    // Places, not bureaus: of several at one place all are named, or the first with how many they are.
    let places = Dictionary(grouping: placed, by: \.place).sorted { $0.key < $1.key }.prefix(3).filter {
      $0.key < last.place
    }
    var zh = places.map { place, alike in
      "第 \(place) 名\(names(of: alike.map(\.row)).zh)（\(alike[0].share)）"
    }.joined(separator: "、")
    var en = places.map { place, alike in
      "\(place). \(names(of: alike.map(\.row)).en) (\(alike[0].share))"
    }.joined(separator: ", ")
    if last.place > placed[0].place {
      let behind = names(of: placed.filter { $0.place == last.place }.map(\.row))
      zh += "；名次最后的是\(behind.zh)（\(last.share)）"
      en += "; last \(behind.en) (\(last.share))"
    } else {
      zh = "\(name(placed[0].row).zh)等 \(placed.count) 个部门按期率相同，均为 \(last.share)"
      en = "all alike, \(last.share)"
    }
    return [Text(zh: "按期率排名：" + zh + "。", en: "By share on time: " + en + ".")]
  }

  private func names(of rows: [ReportTable.Row]) -> Text {
    guard rows.count > 3 else {
      return Text(
        zh: rows.map { name($0).zh }.joined(separator: "、"), en: rows.map { name($0).en }.joined(separator: ", "))
    }
    return Text(zh: "\(name(rows[0]).zh)等 \(rows.count) 个部门", en: "\(name(rows[0]).en) and \(rows.count - 1) others")
  }

  private var waiting: [Text] {
    guard let pending = figure("pending"), let overdue = figure("overdue") else { return [] }
    let most = details.compactMap { table.value("overdue", in: $0).count }.max() ?? 0
    var zh = "目前待办 \(pending) 件，其中超期 \(overdue) 件"
    var en = "\(pending) wait now, \(overdue) of them overdue"
    // Rounded, several may seem alike of which one has more.
    if details.count > 1, most > 0, !table.isFixed {
      let bureaus = names(of: details.filter { table.value("overdue", in: $0).count == most })
      zh += "，超期最多的是\(bureaus.zh)（\(ReportValue.count(most).text(.zh)) 件）"
      en += ", most with \(bureaus.en) (\(ReportValue.count(most).text(.en)))"
    }
    return [Text(zh: zh + "。", en: en + ".")]
  }
}
