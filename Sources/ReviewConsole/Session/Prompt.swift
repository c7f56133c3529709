import Domain
import Store

/// The prompt: who, which bureau, what waits.
struct Prompt: Sendable {
  let context: ConsoleContext

  /// `审核员 上城区财政局 待审 212 今日到期 3 超期 1 > `. Before anybody has logged in the shortest one: a prompt must always come.
  func text() async -> String {
    let plain = context.language == .zh ? "审核台 > " : "review > "
    guard let me = await context.database.present() else { return plain }
    let zh = context.language == .zh
    var parts = [me.role.name(context.language)]
    if let department = me.departmentCode {
      parts.append(me.departmentName ?? context.standards.departments.name(of: department))
    }
    if me.role == .reviewer || me.role == .manager,
      let counts = try? await context.read({ try await $0.queueTotals() })
    {
      parts.append(zh ? "待审 \(counts.pending)" : "\(counts.pending) pending")
      if counts.mine > 0 { parts.append(zh ? "手上 \(counts.mine)" : "\(counts.mine) held") }
      if counts.dueToday > 0 { parts.append(zh ? "今日到期 \(counts.dueToday)" : "\(counts.dueToday) due") }
      if counts.overdue > 0 { parts.append(zh ? "超期 \(counts.overdue)" : "\(counts.overdue) late") }
      if counts.mine > 0 { await warnOfLeases() }
    }
    let text = parts.joined(separator: " ")
    // On a narrow terminal there must be room to type.
    let room = (context.terminal.width() ?? 80) * 2 / 3
    return text.cut(toCells: max(10, room)) + " > "
  }

  /// Says once for each lease that it ends soon.
  private func warnOfLeases() async {
    let minutes = context.settings.leaseWarning
    guard minutes > 0 else { return }
    var filter = QueueFilter()
    filter.mine = true
    let held = (try? await context.read { [filter] store in try await store.queue(filter) }) ?? []
    guard !held.isEmpty, let calendar = try? await context.read({ try await $0.calendar() }) else { return }
    for item in held {
      guard let end = item.leaseExpiresAt, end.timeIntervalSince(calendar.now) < Double(minutes) * 60,
        context.session.warnOnce(about: "\(item.number) \(end.timeIntervalSince1970)")
      else { continue }
      let left = calendar.minutes(to: end)
      let notice = Notice.warning(
        Text(
          zh: "\(item.number) 的领取还剩 \(left) 分钟；认领 \(item.number)（claim）可以续期。",
          en: "Your lease of \(item.number) ends in \(left) minutes; claim \(item.number) prolongs it."))
      context.terminal.say(Renderer(style: context.style).notice(notice))
    }
  }
}
