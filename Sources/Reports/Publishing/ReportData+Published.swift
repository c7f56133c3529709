public import Domain

/// Tables that leave the house.
extension ReportData {
  /// The same report with rounded figures and without parts that are not for the public. A sheet that shows no count but 0 is left out:
  /// reports make some of them only where something happened.
  func published() -> ReportData {
    var data = self
    data.isPublished = true
    data.sections = sections.filter { !$0.isInternal }.map { section in
      var section = section
      section.blocks = blocks(section)
      return section
    }.filter { $0.tables.isEmpty || $0.tables.contains(where: \.showsCounts) }
    let inner = sections.filter(\.isInternal).map(\.name)
    if let last = data.sections.indices.last {
      data.sections[last].blocks = data.sections[last].blocks.map { block in
        if case .notes(let notes) = block { .notes(notes + Self.notes(without: inner)) } else { block }
      }
    }
    return data
  }

  /// Sentences hold figures of their own and are left out; those of a 通报 are made of what the table shows.
  private func blocks(_ section: Section) -> [Section.Block] {
    let tables = section.tables.map { $0.published() }
    var rest = tables[...]
    let blocks = section.blocks.compactMap { block -> Section.Block? in
      switch block {
      case .paragraph: nil
      case .table: rest.popFirst().map { .table($0) }
      case .chart(let chart):
        tables.first { $0.id == chart.table }.flatMap { chart.published(of: $0) }.map { .chart($0) }
      case .notes: block
      }
    }
    let text = tables.filter(BulletinText.isBeside).flatMap {
      BulletinText(table: $0, bureau: bureau, period: period, comparison: nil).paragraphs
    }
    return tables.isEmpty ? blocks : [.paragraph(Self.rounding)] + text.map { .paragraph($0) } + blocks
  }

  /// How published figures are rounded; nil where they are not.
  public var roundingNote: Text? { isPublished ? Self.rounding : nil }

  private static let rounding = Text(
    zh:
      "供公开：件数、人数、次数、人日按最接近的 5 的倍数列出，各从实际数舍入，0 是 0 至 2，相加可能与合计不等；占比和平均数按舍入后的数计算。* 为不列出的数，不论是少还是没有：基数不足 23 的占比，不足 8 件（人）的平均数、中位数和日期。只列有数的栏目、原因、渠道和首尾日期，舍入后为 0 的不列；除 0 以外没有数的表不列。",
    en:
      "For the public: counts, also of days at work, are multiples of 5, each rounded from its true value (0 is 0 to 2), so that they may not "
      + "add up; shares and averages are of rounded counts. * is not shown, whether of few or of none: a share of fewer than 23, an average, "
      + "median or date of fewer than 8. Lists of what occurs, and the first and last days, leave out what is rounded to 0, and "
      + "sheets that would show no other count are left out.")

  private static func notes(without sections: [Text]) -> [Note] {
    let rounded = Note(Text(zh: "公开", en: "Published"), rounding)
    if sections.isEmpty { return [rounded] }
    return [
      rounded,
      Note(
        Text(zh: "未列入", en: "Left out"),
        Text(
          zh: sections.map(\.zh).joined(separator: "、") + "：涉及个人，或者只供内部使用。",
          en: sections.map(\.en).joined(separator: ", ") + ": about single persons, or for internal use only.")),
    ]
  }
}
