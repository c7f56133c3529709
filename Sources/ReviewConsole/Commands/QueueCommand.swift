import Domain
import Store

/// `queue` (待审): pending applications, the oldest due first.
enum QueueCommand: Command {
  enum State: String, ChoiceValue {
    case submitted
    case inReview = "in_review"
    var state: ApplicationState {
      switch self {
      case .submitted: .submitted
      case .inReview: .inReview
      }
    }
    var choice: (chinese: String, help: Text) {
      switch self {
      case .submitted: ("待审核", Text(zh: "还没有人在审", en: "nobody is reviewing it"))
      case .inReview: ("审核中", Text(zh: "有人在审", en: "somebody is reviewing it"))
      }
    }
  }

  enum Order: String, ChoiceValue {
    case due, submitted
    var choice: (chinese: String, help: Text) {
      switch self {
      case .due: ("到期", Text(zh: "先到期的在前", en: "the oldest due first"))
      case .submitted: ("提交", Text(zh: "先提交的在前", en: "the oldest submitted first"))
      }
    }
  }

  static let department = Parameter<DepartmentReference>.department(
    Text(zh: "只看这个部门及其下级", en: "only this bureau and those below it"))
  static let state = Parameter<State>.choice("state", "状态", Text(zh: "只看这个状态", en: "only this state"))
  static let overdue = Parameter<Bool>.flag("overdue", "超期", Text(zh: "只看已超期的", en: "only what is overdue"))
  static let mine = Parameter<Bool>.flag("mine", "我的", Text(zh: "只看自己领取的", en: "only what you hold"))
  static let sort = Parameter<Order>.choice("sort", "排序", Text(zh: "排列顺序", en: "order"))
  static let limit = Parameter<Int>.number(
    "limit", "条数", Text(zh: "最多多少条（20）", en: "at most so many (20)"), in: 1...1000)
  static let after = Parameter<String>.code("after", "之后", Text(zh: "从上一页末尾的位置继续", en: "go on behind the page before"))

  static let spec = CommandSpec(
    "queue", "待审", summary: Text(zh: "待审核的申报，先到期的在前", en: "pending applications, the oldest due first"),
    options: [department.spec, state.spec, overdue.spec, mine.spec, sort.spec, limit.spec, after.spec],
    examples: [
      .init(Text(zh: "待审", en: "queue"), Text(zh: "本部门的待审申报", en: "what waits in your bureau")),
      .init(Text(zh: "待审 --超期", en: "queue --overdue"), Text(zh: "只看超期的", en: "only what is overdue")),
      .init(
        Text(zh: "待审 --部门 330102 --条数 50", en: "queue --department 330102 --limit 50"),
        Text(zh: "某个部门的 50 件", en: "50 of one bureau")),
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    var filter = QueueFilter()
    filter.department = try input[department]?.code
    filter.state = try input[state]?.state
    filter.overdue = input[overdue]
    filter.mine = input[mine]
    filter.order = try input[sort] == .submitted ? .submitted : .due
    filter.limit = try input[limit] ?? 20
    if let text = try input[after] {
      guard let cursor = QueueCursor(text) else {
        throw ConsoleFailure.badValue(
          after.spec, typed: text,
          expected: Text(zh: "上一页末尾给出的那一串", en: "the word that the page before gave at its end"))
      }
      filter.after = cursor
    }
    // One more than is shown tells whether there are more.
    var asked = filter
    asked.limit += 1
    let found = try await context.read { [asked] store in try await store.named(store.queue(asked)) }
    let items = Array(found.prefix(filter.limit))
    let more = found.count > items.count ? items.last.map { Self.more(filter, behind: $0.cursor) } : nil
    let counts = try await context.read { [filter] store in try await store.queueCounts(department: filter.department) }
    let calendar = try await context.read { try await $0.calendar() }
    context.session.remember(list: items.map(\.number))
    var output = CommandOutput.table(table(items, filter, counts, more, calendar, context))
    if context.format != .table, let more {
      output.talk.append(
        .warning(
          Text(
            zh: "只给出前 \(items.count) 件；其余：\(more.zh)，或加 --条数。",
            en: "These are the first \(items.count). The others: \(more.en), or --limit.")))
    }
    if counts.count > 1, filter == plain(filter), context.format == .table {
      output.blocks.append(.table(departments(counts, context.standards.departments)))
    }
    if !items.isEmpty {
      output.talk.append(
        .hint(Text(zh: "下一步：领取（next）下一件，查看 行号（show）。", en: "Next: next takes one, show ROW looks at one.")))
    }
    if let unknown = calendar.unknownYear { output.talk.append(.warning(unknown.text())) }
    return output
  }

  /// The filter without anything but its department and page.
  private static func plain(_ filter: QueueFilter) -> QueueFilter {
    var plain = QueueFilter()
    plain.department = filter.department
    plain.limit = filter.limit
    plain.order = filter.order
    return plain
  }

  private static func table(
    _ items: [QueueItem], _ filter: QueueFilter, _ counts: [DepartmentCounts], _ more: Text?,
    _ calendar: DatabaseCalendar, _ context: ConsoleContext
  ) -> Table {
    let language = context.language
    let showsDepartment = Set(items.map(\.departmentCode)).count > 1
    let rows = items.enumerated().map { index, item -> [Cell] in
      [
        .integer(index + 1), .text(item.number), .text(item.applicant),
        Formatting.department(item.departmentCode, context.standards.departments),
        Formatting.state(item.state, language),
        .text(item.isChange ? Text(zh: "变更", en: "change")(language) : nil, machine: .bool(item.isChange)),
        .integer(item.revision), .time(item.submittedAt),
        Formatting.due(item.dueOn, isCounted: true, by: calendar, language), Cell(.none, machine: .bool(item.overdue)),
        holder(item, context), Cell(.time(item.leaseExpiresAt ?? item.submittedAt), machine: time(item)),
        Cell(.integer(item.warnings), mark: item.warnings > 0 ? .warning : .quiet),
        Cell(.none, machine: .string(item.cursor.description)),
      ]
    }
    return Table(
      columns: [
        .init("row", Text(zh: "行", en: "#"), alignment: .right, audience: .people),
        .init("number", Text(zh: "申报号", en: "NUMBER")),
        .init("applicant", Text(zh: "姓名", en: "NAME"), yields: 1, minimum: 6),
        .init(
          "department", Text(zh: "部门", en: "BUREAU"), audience: showsDepartment ? .all : .machines, yields: 3,
          minimum: 8),
        .init("state", Text(zh: "状态", en: "STATE")),
        .init("change", Text(zh: "类别", en: "KIND"), audience: items.contains(where: \.isChange) ? .all : .machines),
        .init("revision", Text(zh: "版", en: "REV"), alignment: .right, drops: 2),
        .init("submitted_at", Text(zh: "提交", en: "SUBMITTED"), drops: 1),
        .init("due_on", Text(zh: "到期", en: "DUE (WORKDAYS)")),
        .init("overdue", Text(zh: "超期", en: "OVERDUE"), audience: .machines),
        .init(
          "holder", Text(zh: "在审", en: "HOLDER"), audience: items.contains { $0.holder != nil } ? .all : .machines,
          yields: 2, minimum: 4),
        .init("lease_expires_at", Text(zh: "领取到", en: "LEASE"), audience: .machines),
        .init("warnings", Text(zh: "提示", en: "WARN"), alignment: .right, drops: 3),
        .init("cursor", Text(zh: "位置", en: "CURSOR"), audience: .machines),
      ],
      rows: rows, summary: summary(items, counts, more),
      whenEmpty: Text(
        zh: filter.after == nil && filter == plain(filter)
          ? "没有待审的申报。" : "没有符合条件的待审申报；去掉筛选条件再看：待审（queue）。",
        en: "Nothing is pending\(filter == plain(filter) ? "." : " with these conditions; try queue alone.")"))
  }

  /// 您 for whoever asks: on a narrow screen a login has no room.
  private static func holder(_ item: QueueItem, _ context: ConsoleContext) -> Cell {
    guard let holder = item.holder, holder == context.database.user else { return .text(item.holder) }
    return .named(context.language == .zh ? "您" : "you", code: holder)
  }

  private static func time(_ item: QueueItem) -> JSONDocument {
    item.leaseExpiresAt.map { .string(Timestamp.iso($0)) } ?? .null
  }

  /// The same list, going on behind a row.
  private static func more(_ filter: QueueFilter, behind cursor: QueueCursor) -> Text {
    func words(_ name: String, _ option: (ParameterSpec) -> String, _ choice: (String, String) -> String)
      -> String
    {
      var words = [name]
      if let code = filter.department { words += [option(department.spec), code] }
      if let state = filter.state.flatMap({ State(rawValue: $0.rawValue) }) {
        words += [option(self.state.spec), choice(state.rawValue, state.choice.chinese)]
      }
      if filter.overdue { words.append(option(overdue.spec)) }
      if filter.mine { words.append(option(mine.spec)) }
      if filter.order == .submitted {
        words += [option(sort.spec), choice(Order.submitted.rawValue, Order.submitted.choice.chinese)]
      }
      if filter.limit != 20 { words += [option(limit.spec), "\(filter.limit)"] }
      return (words + [option(after.spec), "\(cursor)"]).joined(separator: " ")
    }
    return Text(
      zh: words("待审", { "--" + $0.chinese }, { $1 }), en: words("queue", { "--" + $0.name }, { name, _ in name }))
  }

  private static func summary(_ items: [QueueItem], _ counts: [DepartmentCounts], _ more: Text?) -> Text {
    let total = counts.total
    return Text(
      zh: "显示 \(items.count) 件；待审共 \(total.pending) 件，今日到期 \(total.dueToday)，超期 \(total.overdue)，"
        + "在审 \(total.held)，其中您 \(total.mine)。\(more.map { "其余：\($0.zh)" } ?? "")",
      en: "\(items.count) shown; \(total.pending) pending, \(total.dueToday) due today, \(total.overdue) overdue, "
        + "\(total.held) held, \(total.mine) by you. \(more.map { "More: \($0.en)" } ?? "")")
  }

  private static func departments(_ counts: [DepartmentCounts], _ names: Departments) -> Table {
    let most = counts.first?.counts.pending ?? 0
    return Table(
      title: Text(zh: "各部门待审", en: "Pending by bureau"),
      columns: [
        .init("department", Text(zh: "部门", en: "BUREAU"), yields: 1, minimum: 10),
        .init("pending", Text(zh: "待审", en: "PENDING"), alignment: .right),
        .init("due_today", Text(zh: "今日到期", en: "TODAY"), alignment: .right),
        .init("overdue", Text(zh: "超期", en: "OVERDUE"), alignment: .right),
        .init("held", Text(zh: "在审", en: "HELD"), alignment: .right),
        .init("bar", Text(zh: "", en: ""), yields: 2, minimum: 6),
      ],
      rows: counts.prefix(15).map { one in
        [
          Formatting.department(one.departmentCode, names), .integer(one.counts.pending),
          .integer(one.counts.dueToday),
          .integer(one.counts.overdue, mark: one.counts.overdue > 0 ? .bad : nil), .integer(one.counts.held),
          Cell(.bar(most > 0 ? Double(one.counts.pending) / Double(most) : 0)),
        ]
      },
      summary: counts.count > 15
        ? Text(
          zh: "还有 \(counts.count - 15) 个部门；--部门 代码 可单看。",
          en: "\(counts.count - 15) more bureaus; --department CODE shows one.")
        : nil)
  }
}
