/// Whom somebody who waits belongs to.
struct FairPlace: Hashable, Sendable {
  /// Takes turns with other groups: the network of an address, or a person.
  let group: String
  /// Takes turns with others of the group: an address.
  let member: String
}

/// Who waits, in turn of whom they belong to: one of each group, and within a group one of each member, however many each has sent.
struct FairQueue<Item> {
  struct Entry {
    /// Unique.
    let ticket: Int
    let place: FairPlace
    let item: Item
  }

  /// None of the lines is empty, and `order` has each of them.
  private struct Group {
    var order: [String] = []
    var lines: [String: [Entry]] = [:]
    var count: Int { lines.values.reduce(0) { $0 + $1.count } }
  }

  private var order: [String] = []
  private var groups: [String: Group] = [:]

  /// How many wait.
  var count: Int { groups.values.reduce(0) { $0 + $1.count } }

  mutating func append(_ entry: Entry) {
    let (group, member) = (entry.place.group, entry.place.member)
    if groups[group] == nil { order.append(group) }
    var changed = groups[group] ?? Group()
    if changed.lines[member] == nil { changed.order.append(member) }
    changed.lines[member, default: []].append(entry)
    groups[group] = changed
  }

  /// Takes out whose turn it is, of the groups that may have one now; these go to the end of the turns.
  mutating func next(where mayHave: (String) -> Bool) -> Entry? {
    guard let name = order.first(where: mayHave), var group = groups[name], let member = group.order.first,
      let entry = group.lines[member]?.first
    else { return nil }
    order.removeAll { $0 == name }
    order.append(name)
    group.order.removeFirst()
    group.order.append(member)
    groups[name] = group
    return remove(entry.ticket)
  }

  /// Takes out one who waits no longer; nil where that one is out already.
  mutating func remove(_ ticket: Int) -> Entry? {
    for (name, group) in groups {
      for (member, line) in group.lines {
        guard let index = line.firstIndex(where: { $0.ticket == ticket }) else { continue }
        var left = group
        let entry = left.lines[member]?.remove(at: index)
        if line.count == 1 {
          left.lines[member] = nil
          left.order.removeAll { $0 == member }
        }
        groups[name] = left.lines.isEmpty ? nil : left
        if left.lines.isEmpty { order.removeAll { $0 == name } }
        return entry
      }
    }
    return nil
  }

  /// Takes out the last one of whoever has most, so that one of `place` can wait instead; nil where no other has clearly more.
  mutating func makeRoom(for place: FairPlace) -> Entry? {
    guard let fullest = groups.max(by: { $0.value.count < $1.value.count }) else { return nil }
    let own = groups[place.group]
    let isOwn = fullest.value.count == own?.count
    guard isOwn || fullest.value.count > (own?.count ?? 0) + 1 else { return nil }
    let lines = (isOwn ? own : fullest.value)?.lines ?? [:]
    guard let line = lines.values.max(by: { $0.count < $1.count }), let last = line.last,
      !isOwn || line.count > (lines[place.member]?.count ?? 0) + 1
    else { return nil }
    return remove(last.ticket)
  }

  /// How many at most come before one more of `place`, of those who wait now.
  func ahead(of place: FairPlace) -> Int {
    let group = groups[place.group]
    let own = group?.lines[place.member]?.count ?? 0
    let others = group?.lines.filter { $0.key != place.member }.values.reduce(0) { $0 + min($1.count, own + 1) } ?? 0
    let inGroup = own + others
    return groups.filter { $0.key != place.group }.values.reduce(inGroup) { $0 + min($1.count, inGroup + 1) }
  }
}
