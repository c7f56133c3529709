import Domain
import Foundation

/// The bureau's side of the story.
extension Timeline {
  /// From a submission to its decision; nil when it is still pending now.
  mutating func review(from moment: Int, found: [Flaw]) -> Int? {
    var from = moment
    if random.chance(1.6), let moved = transfer(after: moment) { from = moved }
    // In the campaign more comes in than bureaus get done, the biggest least of all.
    let isCampaign = now - from < Arrivals.campaign * 86400
    let isBig = office.bureaus.counties.prefix(3).contains { $0.code == app.department }
    let backlog = !isCampaign ? 0 : isBig ? random.within(2...7) : random.weighted([2, 3, 3, 2, 1])
    let usual = random.weighted([17, 26, 22, 14, 9, 5, 3, 2, 1, 0.6, 0.4])
    let days = usual + backlog + Bureaus.delay(of: app.department)
    let decided = clock.atWork(after: from, workingDays: days, &random)
    let reviewer = "reviewer.\(app.department)"
    let opened = decided - 60 - random.below(600)
    guard decided < now else {
      wait(from: from)
      return nil
    }
    if random.chance(4) { interrupt(before: opened, after: from) }
    record(opened, reviewer, "claimed", until(opened))
    record(opened + 2, reviewer, "opened")
    if random.chance(6) { record(opened + 20, reviewer, "unmasked", purpose: random.pick(["核对证件号码", "电话联系申报人"])) }
    if random.chance(3) { note(opened + 40, reviewer) }
    decide(decided, by: reviewer, found: found)
    return decided
  }

  /// Pending: mostly in the queue, now and then on somebody's desk.
  private mutating func wait(from: Int) {
    if random.chance(5) { note(clock.atWork(after: from, workingDays: 1, &random), "reviewer.\(app.department)") }
    if random.chance(2) { lookUp(after: from) }
    let minutes = office.profile.settings.review.leaseMinutes
    let claimed = now - 30 - random.below(max(60, minutes * 54))
    guard random.chance(5), claimed > from + 60 else { return }
    app.state = .inReview
    app.holder = "reviewer.\(app.department)"
    app.claimedAt = date(claimed)
    app.leaseExpiresAt = date(claimed + minutes * 60)
    record(claimed, "reviewer.\(app.department)", "claimed", until(claimed))
    record(claimed + 3, "reviewer.\(app.department)", "opened")
  }

  /// Somebody takes it and gives it back, or goes home with it open.
  private mutating func interrupt(before moment: Int, after start: Int) {
    let minutes = office.profile.settings.review.leaseMinutes
    let claimed = clock.atWork(after: start, workingDays: 0, &random)
    let ends = random.chance(50) ? claimed + 300 : claimed + minutes * 60
    guard ends < moment else { return }
    let reviewer = "reviewer.\(app.department)"
    record(claimed, reviewer, "claimed", until(claimed))
    if ends == claimed + 300 {
      record(ends, reviewer, "released")
    } else {
      record(ends, "clock", "lease_expired", ["holder": .string(reviewer)])
    }
  }

  private mutating func transfer(after moment: Int) -> Int? {
    let moved = clock.atWork(after: moment, workingDays: 1, &random)
    let departments = office.standards.departments
    guard moved < now, let own = departments[app.department], let parent = own.parent else { return nil }
    let choices = ([parent] + departments.children(of: parent).map(\.code)).filter { $0 != own.code }
    guard own.level == .county, let target = departments[random.pick(choices)] else { return nil }
    let note = target.level == .city ? "单位为市直单位，由市本级审核" : "单位实际在\(target.name.dropLast(3))，转由所在地审核"
    record(
      moved, "reviewer.\(own.code)", "transferred",
      ["from": .string(own.code), "to": .string(target.code), "note": .string(note)])
    app.department = target.code
    notify(moved, .transferred, note: note)
    return moved
  }

  private mutating func decide(_ moment: Int, by reviewer: String, found: [Flaw]) {
    let outcome: ApplicationState = found.isEmpty ? .approved : .returned
    let reasons = found.map { DemoReason(code: $0.code, target: $0.target, remark: $0.remark) }
    let note =
      outcome == .returned && random.chance(22) ? random.pick(["请逐项修改后重新提交。", "如有疑问，请在工作时间来电咨询。", "请在本月底前重新提交。"]) : nil
    app.decisions.append(
      DemoDecision(
        revision: app.revision, department: app.department, outcome: outcome, decidedBy: reviewer,
        decidedAt: date(moment), note: note, key: key(), reasons: reasons))
    app.state = outcome
    notify(moment, outcome == .approved ? .approved : .returned, note: note)
    let listed = reasons.map { reason -> JSONValue in
      ["code": .string(reason.code), "target": reason.target.map { .string($0) } ?? .null]
    }
    record(moment, reviewer, outcome.rawValue, listed.isEmpty ? [:] : ["reasons": .array(listed)])
    if outcome == .returned, random.chance(4) { lookUp(after: moment) }
  }

  /// Now and then a manager takes an approval back, and the application is looked at again.
  mutating func reconsider(after decided: Int) {
    let moment = clock.atWork(after: decided, workingDays: 1 + random.below(6), &random)
    let again = clock.atWork(after: moment, workingDays: 1, &random)
    guard random.chance(0.6), again < now, let approval = app.decisions.last else { return }
    let manager = "manager.\(app.department)"
    let note = random.pick(["抽查发现单位证明需重新核对", "收到举报，需复核工作经历", "误点通过，重新审核"])
    app.state = .inReview
    record(
      moment, manager, "reopened",
      [
        "outcome": "approved", "by": .string(approval.decidedBy),
        "decided_at": .string(clock.written(Int(approval.decidedAt.timeIntervalSince1970))), "note": .string(note),
      ])
    notify(moment, .reopened, note: note)
    let expires = moment + office.profile.settings.review.leaseMinutes * 60
    if expires < again { record(expires, "clock", "lease_expired", ["holder": .string(manager)]) }
    record(again - 120, manager, "claimed", until(again - 120))
    let slot = app.submissions.last?.attachments.map(\.slot).first { $0.hasPrefix("work_proof") }
    let flaw = Flaw("X99", nil, remark: "经复核，请补充近期的单位证明")
    decide(again, by: manager, found: slot != nil && random.chance(40) ? [flaw] : [])
  }

  // MARK: Messages and remarks

  private mutating func notify(
    _ moment: Int, _ event: ProfileSettings.NotificationSettings.Event, note: String? = nil
  ) {
    let settings = office.profile.settings.notification
    let answers = app.submissions.last?.answers
    tell(moment, event, settings.channel, to: answers?.text(settings.recipient) ?? person.mobile, note: note)
    for way in settings.also {
      let recipient = way.recipient.flatMap { answers?.text($0) }
      if way.channel == .page || recipient != nil { tell(moment, event, way.channel, to: recipient, note: note) }
    }
  }

  private mutating func tell(
    _ moment: Int, _ event: ProfileSettings.NotificationSettings.Event,
    _ channel: ProfileSettings.NotificationSettings.Channel, to recipient: String?, note: String?
  ) {
    let delivery = Delivery(written: moment, now: now, isPage: channel == .page, &random)
    let isDecision = event == .approved || event == .returned
    app.notifications.append(
      DemoNotification(
        event: event.rawValue, department: app.department, decision: isDecision ? app.decisions.count - 1 : nil,
        channel: channel.rawValue, recipient: channel == .page ? nil : recipient, dueOn: app.dueOn,
        revision: app.revision, note: note,
        state: delivery.state, createdAt: date(moment), deliveredAt: delivery.deliveredAt.map(date),
        attempts: delivery.attempts.map { DemoAttempt(at: date($0.at), outcome: $0.outcome, detail: $0.detail) },
        nextAttemptAt: delivery.next.map(date)))
  }

  private mutating func note(_ moment: Int, _ author: String) {
    guard moment < now else { return }
    let body = random.pick([
      "已电话联系申报人，告知补盖公章。", "单位证明与去年的一致，可参考。", "证书编号已在网上核对。", "照片偏暗，勉强可用。", "同单位另有三人一并申报。", "待核实单位是否仍在本区。",
    ])
    app.notes.append(DemoNote(author: author, writtenAt: date(moment), body: body))
    record(moment, author, "noted")
  }

  /// The applicant phones.
  private mutating func lookUp(after moment: Int) {
    let called = clock.atWork(after: moment, workingDays: 1, &random)
    guard called < now else { return }
    let helpdesk =
      "helpdesk.\(office.standards.departments.ancestors(of: app.department).dropFirst().first ?? app.department)"
    record(called, helpdesk, "looked_up", ["by": "number"], purpose: random.pick(["来电咨询进度", "来电询问退回原因", "窗口咨询"]))
  }

  private func until(_ claimed: Int) -> JSONValue {
    ["until": .string(clock.written(claimed + office.profile.settings.review.leaseMinutes * 60))]
  }

  /// A random UUID (version 4) of these random.
  private mutating func key() -> UUID {
    let (high, low) = (random.next(), random.next())
    func byte(_ word: UInt64, _ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (place * 8)) }
    return UUID(
      uuid: (
        byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5),
        byte(high, 6) & 0x0F | 0x40, byte(high, 7), byte(low, 0) & 0x3F | 0x80, byte(low, 1), byte(low, 2),
        byte(low, 3), byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
      ))
  }
}
