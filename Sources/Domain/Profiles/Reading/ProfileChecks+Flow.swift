extension ProfileChecks {
  func check(_ slot: Slot) {
    check(slot.visible, at: slot.id, list: nil)
    if let list = slot.perRow, profile.list(list) == nil {
      log.note(at: slot.id, zh: "per_row 中没有列表“\(list)”", en: "per_row: there is no list “\(list)”")
    }
    if slot.rowCondition != nil, slot.perRow == nil {
      log.note(at: slot.id, zh: "row_when 需要 per_row", en: "row_when needs per_row")
    }
    check(slot.rowCondition, at: slot.id, list: slot.perRow)
    for id in slot.template?.fields ?? [] where profile.fieldsByID[id].map({ $0.list == nil }) != true {
      log.note(at: slot.id, zh: "模板中没有合适的栏目“\(id)”", en: "template: there is no fitting field “\(id)”")
    }
  }

  func check(_ rule: Rule) {
    let place = "rule " + rule.id
    check(rule.condition, at: place, list: rule.each)
    if let list = rule.each, profile.list(list) == nil {
      log.note(at: place, zh: "没有列表“\(list)”", en: "there is no list “\(list)”")
    }
    if !profile.targets.contains(rule.target) {
      log.note(
        at: place, zh: "target“\(rule.target)”不是本表的栏目、分组或材料", en: "the target “\(rule.target)” is not on this form")
    }
    switch rule.kind {
    case .refuse(let condition): check(condition, at: place, list: rule.each)
    case .order(let earlier, let later, _, _): for id in [earlier, later] { checkDate(id, at: place) }
    case .age(let field, _): checkDate(field, at: place)
    case .allOrNothing(let group):
      if !profile.sections.flatMap(\.groups).contains(where: { $0.id == group }) {
        log.note(at: place, zh: "没有分组“\(group)”", en: "there is no group “\(group)”")
      }
    case .needsRow(let code, let column, let list, let field):
      if let known = profile.field(code) { checkColumn(column, of: known, at: place) } else { missing(code, at: place) }
      if profile.field(list + "." + field) == nil { missing(list + "." + field, at: place) }
    case .swapped(let first, let second):
      for id in [first, second] {
        if case .code? = profile.field(id)?.type { continue }
        missing(id, at: place)
      }
    case .anyFile(let slots): checkAnyFile(slots, of: rule, at: place)
    case .noOverlap(let list, let from, let to):
      for id in [from, to] { checkDate(list + "." + id, at: place) }
    }
  }

  private func checkAnyFile(_ slots: [String], of rule: Rule, at place: String) {
    if slots.count < 2 || !slots.contains(rule.target) {
      log.note(
        at: place, zh: "any_file 应列出至少两个材料栏目，target 是其中之一",
        en: "any_file names two slots or more, and target is one of them")
    }
    if rule.isGate {
      log.note(at: place, zh: "any_file 看的是材料，不能作 gate", en: "any_file looks at files and cannot be a gate")
    }
    for id in slots {
      if let slot = profile.slotsByID[id], slot.perRow == nil, !slot.required { continue }
      log.note(
        at: place, zh: "“\(id)”应为 required: false、不按条目的材料栏目",
        en: "“\(id)” must be a slot with required: false and without per_row")
    }
  }

  private func checkDate(_ id: String, at place: String) {
    if profile.field(id)?.type != .date { log.note(at: place, zh: "“\(id)”不是日期栏目", en: "“\(id)” is no date field") }
  }

  private func missing(_ id: String, at place: String) {
    log.note(at: place, zh: "没有合适的栏目“\(id)”", en: "there is no fitting field “\(id)”")
  }

  /// Every section and every slot stands in every channel exactly once; commitments stand where they say.
  func check(_ channel: Channel) {
    let place = "channel " + channel.id
    let parts = channel.steps.flatMap(\.parts)
    var sections: [String] = []
    var slots: [String] = []
    var takesRest = 0
    for part in parts {
      switch part {
      case .section(let id): sections.append(id)
      case .slots(let ids?): slots += ids
      case .slots(nil): takesRest += 1
      case .notice(let id):
        if !profile.notices.contains(where: { $0.id == id }) {
          log.note(at: place, zh: "没有须知“\(id)”", en: "no notice “\(id)”")
        }
      case .commitment(let id): check(commitment: id, in: channel, parts: parts)
      case .contacts, .summary, .submit, .status: break
      }
    }
    exactlyOnce(sections, of: profile.sections.map(\.id), at: place)
    if takesRest != 1 { exactlyOnce(slots, of: profile.slots.map(\.id), at: place) }
    if Set(slots).count != slots.count || takesRest > 1 {
      log.note(at: place, zh: "同一材料出现在两个步骤中", en: "a slot stands in two steps")
    }
    for id in slots where profile.slot(id) == nil { log.note(at: place, zh: "没有材料栏目“\(id)”", en: "no slot “\(id)”") }
    if parts.filter({ $0 == .submit }).count != 1 {
      log.note(at: place, zh: "须有一处提交（submit）", en: "submit must stand in one step")
    }
    for commitment in profile.commitments(in: channel) where !parts.contains(.commitment(commitment.id)) {
      log.note(at: place, zh: "承诺“\(commitment.id)”不在任何步骤中", en: "the commitment “\(commitment.id)” is in no step")
    }
    if profile.settings.summary != parts.contains(.summary) {
      log.note(at: place, zh: "步骤与 settings.summary 不一致", en: "the steps and settings.summary disagree")
    }
  }

  private func exactlyOnce(_ found: [String], of all: [String], at place: String) {
    for id in all where found.filter({ $0 == id }).count != 1 {
      log.note(at: place, zh: "“\(id)”应在步骤中恰好出现一次", en: "“\(id)” must stand in exactly one step")
    }
    for id in found where !all.contains(id) { log.note(at: place, zh: "步骤中的“\(id)”不存在", en: "“\(id)” does not exist") }
  }

  private func check(commitment id: String, in channel: Channel, parts: [Channel.Part]) {
    let place = "channel " + channel.id
    guard let commitment = profile.commitments(in: channel).first(where: { $0.id == id }) else {
      log.note(at: place, zh: "此渠道没有承诺“\(id)”", en: "this channel has no commitment “\(id)”")
      return
    }
    let own = parts.firstIndex(of: .commitment(id)) ?? 0
    let firstSection = parts.firstIndex { if case .section = $0 { true } else { false } } ?? 0
    if (own < firstSection) != (commitment.placement == .beforeFilling) {
      log.note(at: "commitment " + id, zh: "承诺的位置与步骤顺序不一致", en: "its placement and the order of steps disagree")
    }
  }

  func flow() {
    for route in profile.routing.routes {
      check(route.condition, at: "routing", list: nil)
      if case .region? = profile.field(route.field)?.type { continue }
      log.note(at: "routing", zh: "“\(route.field)”不是区划栏目", en: "“\(route.field)” is no region field")
    }
    if let lookup = profile.unitLookup {
      if case .unitCode? = profile.field(lookup.codeField)?.type {
      } else {
        missing(lookup.codeField, at: "unit_lookup")
      }
      if profile.field(lookup.nameField)?.type != .text { missing(lookup.nameField, at: "unit_lookup") }
    }
    for commitment in profile.commitments {
      for id in commitment.channels where profile.channel(id) == nil {
        log.note(at: "commitment " + commitment.id, zh: "没有渠道“\(id)”", en: "no channel “\(id)”")
      }
    }
    returns()
    notification()
    if let legacy = profile.settings.legacy {
      for id in [legacy.matchField] + legacy.fixedFields where profile.field(id) == nil { missing(id, at: "legacy") }
    }
    for state in ApplicationState.allCases where profile.settings.statuses[state] == nil {
      log.note(at: "settings", zh: "statuses 缺少状态 \(state.rawValue)", en: "statuses has no \(state.rawValue)")
    }
  }

  /// No applicant is sent to what there is not.
  private func returns() {
    let returns = profile.settings.returns
    let own = Set(returns.hints.keys).union(returns.targets.keys)
    for code in returns.without + own.sorted() where profile.standards.reason(code) == nil {
      log.note(at: "returns", zh: "没有退回原因“\(code)”", en: "there is no reason “\(code)”")
    }
    for (code, targets) in returns.targets.sorted(by: { $0.key < $1.key }) {
      for target in targets where profile.label(target) == nil {
        log.note(
          at: "returns", zh: "原因 \(code) 指向的“\(target)”不是本表的栏目或材料",
          en: "“\(target)”, at which \(code) points, is no field or slot of this form")
      }
    }
    for reason in profile.reasons where !profile.lacks(reason).isEmpty {
      let lacking = profile.lacks(reason).joined(separator: ", ")
      log.note(
        at: "returns",
        zh: "原因 \(reason.code) 的提示“\(reason.hint.zh)”说到本省没有的（\(lacking)）：请在 hints 中另写，或列入 without",
        en:
          "the hint of \(reason.code) speaks of what there is not (\(lacking)): write another in hints, or put it into without"
      )
    }
    for reason in profile.reasons where !profile.lockedTargets(of: reason).isEmpty {
      let locked = profile.lockedTargets(of: reason).joined(separator: ", ")
      log.note(
        at: "returns",
        zh: "原因 \(reason.code) 的提示“\(reason.hint.zh)”要改的（\(locked)）由身份信息带入，申报人在表中改不了：请在 hints 中写明到哪里改",
        en:
          "the hint of \(reason.code) asks for a correction of what comes with the identity (\(locked)): say in hints where it is corrected"
      )
    }
    for (code, hint) in returns.hints.sorted(by: { $0.key < $1.key }) {
      if hint.zh.contains("模板"), !profile.slots.contains(where: { $0.template != nil }) {
        log.note(
          at: "returns", zh: "原因 \(code) 的提示说到模板，本表没有模板", en: "the hint of \(code) speaks of a template; there is none")
      }
      for words in quoted(hint.zh) where !labels.contains(words) {
        log.note(
          at: "returns", zh: "原因 \(code) 的提示中的“\(words)”不是本表的栏目或材料",
          en: "“\(words)” in the hint of \(code) is no field or slot of this form")
      }
    }
  }

  private var labels: Set<String> { Set(profile.targets.compactMap { profile.label($0)?.zh }) }

  private func quoted(_ text: String) -> [String] {
    text.split(separator: "“", omittingEmptySubsequences: false).dropFirst().map { String($0.prefix { $0 != "”" }) }
  }

  private func notification() {
    let settings = profile.settings.notification
    if profile.field(settings.recipient) == nil { missing(settings.recipient, at: "notification") }
    var channels: Set = [settings.channel]
    for way in settings.also {
      if !channels.insert(way.channel).inserted {
        log.note(
          at: "notification", zh: "渠道 \(way.channel.rawValue) 写了两次",
          en: "the channel \(way.channel.rawValue) is there twice")
      }
      let type = way.recipient.flatMap { profile.field($0)?.type }
      let fits =
        switch way.channel {
        case .sms: type == .mobile || type == .phone
        case .email: type == .email
        case .page: way.recipient == nil || type != nil
        }
      if !fits { missing(way.recipient ?? "", at: "notification") }
    }
    for event in ProfileSettings.NotificationSettings.Event.allCases {
      guard let text = settings.texts[event] else {
        if event.isOfChange, !profile.settings.change { continue }
        log.note(at: "notification", zh: "texts 缺少 \(event.rawValue)", en: "texts has no \(event.rawValue)")
        continue
      }
      for words in [text.zh, text.en] {
        for name in placeholders(words) where !ProfileSettings.NotificationSettings.placeholders.contains(name) {
          log.note(
            at: "notification", zh: "\(event.rawValue) 中的 {\(name)} 无法填入",
            en: "{\(name)} in \(event.rawValue) is unknown")
        }
      }
      if event == .reopened, text.zh.contains("{note}") || text.en.contains("{note}") {
        log.note(
          at: "notification", zh: "重新审核的通知不能带上内部说明 {note}",
          en: "what a manager notes when reopening is not for applicants: {note}")
      }
      if event == .returned || event == .changeReturned, !text.zh.contains("{reasons}") {
        log.note(at: "notification", zh: "退回通知须写明原因 {reasons}", en: "a return must say why: {reasons}")
      }
    }
  }

  private func placeholders(_ text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { String($0.prefix { $0 != "}" }) }
  }
}

extension Profile {
  /// The commitments that a channel asks for.
  public func commitments(in channel: Channel) -> [Commitment] {
    commitments.filter { $0.channels.isEmpty || $0.channels.contains(channel.id) }
  }
}
