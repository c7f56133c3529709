public import Domain
import PostgreSQL

/// Tables that leave the house.
extension ReportData {
  /// The same report without small counts and without parts that are not for the public.
  ///
  /// - Parameter limit: counts from 1 up to this, without it, are hidden, and others from which they could be computed.
  func published(below limit: Int) -> ReportData {
    var data = self
    data.suppressBelow = limit
    data.sections = sections.filter { !$0.isInternal }
    let hidden = PublishedFigures(data.tables).hidden(below: limit)
    let tables = zip(data.tables, hidden).map { $0.published($1) }
    var next = tables.startIndex
    for index in data.sections.indices {
      let own = tables[next..<next + data.sections[index].tables.count]
      next = own.endIndex
      data.sections[index].blocks = Self.blocks(data.sections[index], Array(own), below: limit)
    }
    let inner = sections.filter(\.isInternal).map(\.name)
    if let last = data.sections.indices.last {
      data.sections[last].blocks = data.sections[last].blocks.map { block in
        if case .notes(let notes) = block { .notes(notes + Self.notes(below: limit, without: inner)) } else { block }
      }
    }
    return data
  }

  /// Sentences hold figures of their own and are left out.
  private static func blocks(
    _ section: Section, _ tables: [ReportTable], below limit: Int
  ) -> [Section.Block] {
    var rest = tables[...]
    let blocks = section.blocks.compactMap { block -> Section.Block? in
      switch block {
      case .paragraph: return nil
      case .table: return rest.popFirst().map { .table($0) }
      case .chart(let chart):
        return tables.first { $0.id == chart.table }.flatMap { chart.published(of: $0) }.map { .chart($0) }
      case .notes: return block
      }
    }
    let isAnyHidden = tables.contains { $0.rows.contains { $0.values.contains(.hidden) } }
    return isAnyHidden ? [.paragraph(stars(below: limit))] + blocks : blocks
  }

  /// What `*` means; nil where nothing is hidden.
  public var stars: Text? { suppressBelow.flatMap { $0 > 1 ? Self.stars(below: $0) : nil } }

  private static func stars(below limit: Int) -> Text {
    let span = limit == 2 ? Text(zh: "1", en: "1") : Text(zh: "1 至 \(limit - 1)", en: "1 to \(limit - 1)")
    return Text(
      zh: "* 表示不公开的数：\(span.zh)，以及可以推算出这些数的数。",
      en: "* is a count that is not published: \(span.en), or one from which such a count could be computed.")
  }

  private static func notes(below limit: Int, without sections: [Text]) -> [Note] {
    var notes = [
      Note(
        Text(zh: "公开", en: "Published"),
        Text(
          zh: limit > 1
            ? stars(below: limit).zh + "0 照列。合计和占比为数值，不是公式；图中不画不公开的数。门槛 \(limit) 取自有关省份方案中最大的。"
            : "本省方案不隐去小的数。合计和占比为数值，不是公式。",
          en: limit > 1
            ? stars(below: limit).en
              + " 0 is shown. Sums and shares are values, not formulas; charts leave hidden counts "
              + "out. The threshold of \(limit) is the largest of the provinces' profiles."
            : "The province's profile hides no small counts. Sums and shares are values, not formulas."))
    ]
    if !sections.isEmpty {
      notes.append(
        Note(
          Text(zh: "未列入", en: "Left out"),
          Text(
            zh: sections.map(\.zh).joined(separator: "、") + "：涉及个人，或者只供内部使用。",
            en: sections.map(\.en).joined(separator: ", ") + ": about single persons, or for internal use only.")))
    }
    return notes
  }
}

extension ReportFrame {
  /// Below what counts are hidden: the most careful province's threshold.
  func suppressBelow(_ transaction: borrowing Transaction) throws -> Int {
    let provinces = Set(try tree.provinces(transaction))
    return Profile.bundled.filter { provinces.contains($0.province) }.map(\.settings.publishing.suppressBelow).max()
      ?? ProfileSettings.Publishing.usual.suppressBelow
  }
}
