/// What a profile must be beyond its single values: everything it refers to exists, and it can be walked.
struct ProfileChecks {
  let profile: Profile
  let log: FindingLog

  func run() {
    head()
    ids()
    for field in profile.fields { check(field) }
    for slot in profile.slots { check(slot) }
    for rule in profile.rules { check(rule) }
    for channel in profile.channels { check(channel) }
    flow()
    wayIn()
    cycles()
  }

  private func head() {
    if profile.standards.regions[profile.region]?.level != .province {
      log.note(
        at: "region", zh: "“\(profile.region)”不是省级行政区划代码；程序没有的省，其区划写在 regions 中",
        en: "“\(profile.region)” is no province's code; what the program lacks is written in regions")
    }
    let letters = profile.letters.utf8
    if letters.count != 2 || !letters.allSatisfy(\.isUpper) {
      log.note(at: "letters", zh: "应为两个大写字母", en: "two capital letters are expected")
    }
    if !isWord(profile.province) {
      log.note(at: "province", zh: "应为小写字母", en: "lower-case letters are expected")
    }
    if profile.version.isEmpty { log.note(at: "version", zh: "缺少版本", en: "the version is missing") }
    if let end = profile.validTo, end < profile.validFrom {
      log.note(at: "valid", zh: "终止日期早于起始日期", en: "it ends before it begins")
    }
    for needed in ["identity.name", "identity.id_type", "identity.id_number"] where profile.field(needed) == nil {
      log.note(
        nil, path: "sections", zh: "缺少栏目 \(needed)：没有它无法识别申报人",
        en: "the field \(needed) is missing: it tells who applies")
    }
  }

  private func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0.isLower || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
      && !text.hasPrefix(".") && !text.hasSuffix(".")
  }

  private func ids() {
    var seen: Set<String> = ["commitment", "answers", "attachments", "province"]
    let lists = profile.sections.flatMap(\.items).compactMap { item in
      if case .list(let list) = item { list.id } else { nil }
    }
    for id in profile.fields.map(\.id) + lists + profile.slots.map(\.id) {
      if !isWord(id) {
        log.note(at: id, zh: "编号“\(id)”应由小写字母、数字、_ 和 . 组成", en: "the id “\(id)” may hold a-z, 0-9, _ and . only")
      }
      if !seen.insert(id).inserted { log.note(at: id, zh: "编号“\(id)”重复", en: "the id “\(id)” is used twice") }
    }
    unique("section", profile.sections.map(\.id))
    unique("notice", profile.notices.map(\.id))
    unique("commitment", profile.commitments.map { $0.id })
    unique("rule", profile.rules.map(\.id))
    unique("channel", profile.channels.map(\.id))
    if profile.channels.isEmpty { log.note(nil, path: "channels", zh: "没有申报渠道", en: "there is no channel") }
    for section in profile.sections {
      let own = section.fields.map(\.id)
      for group in section.groups where !own.contains(where: { $0.hasPrefix(group.id + ".") }) {
        log.note(at: "section " + section.id, zh: "分组 \(group.id) 没有栏目", en: "the group \(group.id) has no field")
      }
      for id in section.order where !own.contains(id) {
        log.note(at: "section " + section.id, zh: "order 中的 \(id) 不在本栏", en: "\(id) in order is not in this section")
      }
    }
  }

  private func unique(_ kind: String, _ ids: [String]) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted {
      log.note(at: kind + " " + id, zh: "“\(id)”重复", en: "“\(id)” is used twice")
    }
  }
}
