import Yams

extension ProfileReader {
  func identity(_ map: YAMLMap) -> IdentitySource {
    guard let inner = map.map("identity") else {
      map.noteMissing("identity")
      return IdentitySource(
        kind: .local, provider: Text(zh: "", en: ""), correction: nil, help: [], words: [], registration: nil)
    }
    defer { inner.finish() }
    let kind: IdentitySource.Kind = inner.word("kind") ?? .local
    let registration = inner.map("registration").map { self.registration($0) }
    return IdentitySource(
      kind: kind, provider: inner.text("provider"), correction: inner.optionalText("correction"),
      help: inner.texts("help"), words: words("words", inner),
      registration: registration ?? (kind == .local ? .standard : nil))
  }

  private func words(_ key: String, _ map: YAMLMap) -> [ScreenWord] {
    map.maps(key, idKey: "text").map { word in
      defer { word.finish() }
      return ScreenWord(
        text: word.text("text"), place: word.optionalText("place"), channels: word.strings("channels"))
    }
  }

  private func registration(_ map: YAMLMap) -> RegistrationForm {
    defer { map.finish() }
    log.place("registration", map.mark, path: map.path)
    if !map.has("fields") { map.noteMissing("fields") }
    let fields = map.maps("fields", idKey: "member").compactMap { field -> RegistrationForm.Field? in
      defer { field.finish() }
      let (label, help) = (field.text("label"), field.optionalText("help"))
      let isRequired = field.bool("required", default: false)
      let member: RegistrationForm.Member? = field.word("member")
      return member.map { RegistrationForm.Field(member: $0, label: label, help: help, isRequired: isRequired) }
    }
    return RegistrationForm(fields: fields, buttons: words("buttons", map), done: words("done", map))
  }

  func notice(_ map: YAMLMap) -> Notice {
    defer { map.finish() }
    let id = map.string("id")
    log.place("notice " + id, map.mark, path: map.path)
    return Notice(
      id: id, title: map.text("title"), paragraphs: map.texts("paragraphs"),
      countdown: map.integer("countdown", in: 0...3600, default: 0))
  }

  func commitment(_ map: YAMLMap) -> Commitment {
    defer { map.finish() }
    let id = map.string("id")
    log.place("commitment " + id, map.mark, path: map.path)
    return Commitment(
      id: id, version: map.string("version"), text: map.text("text"), paragraphs: map.texts("paragraphs"),
      placement: map.word("placement") ?? .atSubmission, isRequired: map.bool("required", default: true),
      button: map.optionalText("button"), channels: map.strings("channels"))
  }

  func channel(_ map: YAMLMap) -> Channel {
    defer { map.finish() }
    let id = map.string("id")
    log.place("channel " + id, map.mark, path: map.path)
    return Channel(
      id: id, name: map.text("name"), access: map.texts("access"), steps: map.maps("steps").map { step($0) },
      statuses: statuses(map))
  }

  private func step(_ map: YAMLMap) -> Channel.Step {
    defer { map.finish() }
    let parts = map.node("parts")?.sequence.map { Array($0) } ?? []
    if parts.isEmpty { map.note("parts", zh: "此步骤没有内容", en: "the step holds nothing") }
    return Channel.Step(
      id: map.string("id"), title: map.text("title"), tips: map.texts("tips"),
      parts: parts.compactMap { part($0, map) }, buttons: map.texts("buttons"), filled: map.optionalText("filled"),
      isEntry: map.bool("entry", default: true))
  }

  /// `contacts`, `summary`, `submit`, `status`, `slots`, or `{section: id}`, `{notice: id}`, `{commitment: id}`,
  /// `{slots: [id, …]}`.
  private func part(_ node: Node, _ step: YAMLMap) -> Channel.Part? {
    switch node.scalar?.string {
    case "contacts": return .contacts
    case "summary": return .summary
    case "submit": return .submit
    case "status": return .status
    case "slots": return .slots(nil)
    case _?: break
    case nil:
      guard let map = YAMLMap(node, path: step.path("parts"), log: log) else { return nil }
      defer { map.finish() }
      if let id = map.optionalString("section") { return .section(id) }
      if let id = map.optionalString("notice") { return .notice(id) }
      if let id = map.optionalString("commitment") { return .commitment(id) }
      if map.has("slots") { return .slots(map.strings("slots")) }
    }
    log.note(
      node.mark, path: step.path("parts"),
      zh: "此处应为 contacts、summary、submit、status、slots、section、notice 或 commitment",
      en: "contacts, summary, submit, status, slots, section, notice or commitment is expected")
    return nil
  }

  func statuses(_ map: YAMLMap) -> [ApplicationState: StatusText] {
    var texts: [ApplicationState: StatusText] = [:]
    for member in map.members("statuses") {
      guard let state = ApplicationState(rawValue: member.name) else {
        log.note(
          member.node.mark, path: map.path("statuses"), zh: "没有状态“\(member.name)”", en: "no state “\(member.name)”")
        continue
      }
      guard let inner = YAMLMap(member.node, path: map.path("statuses." + member.name), log: log) else { continue }
      texts[state] = StatusText(name: inner.text("name"), text: inner.optionalText("text"))
      inner.finish()
    }
    return texts
  }

  func unitLookup(_ map: YAMLMap) -> UnitLookup {
    defer { map.finish() }
    log.place("unit_lookup", map.mark, path: map.path)
    return UnitLookup(
      codeField: map.string("code"), nameField: map.string("name"), button: map.text("button"),
      fallback: map.text("fallback"))
  }

  func routing(_ map: YAMLMap) -> Routing {
    guard let inner = map.map("routing") else {
      map.noteMissing("routing")
      return Routing(decidedBy: .system, label: Text(zh: "", en: ""), help: nil, routes: [])
    }
    defer { inner.finish() }
    log.place("routing", inner.mark, path: inner.path)
    if !inner.has("routes") { inner.noteMissing("routes") }
    return Routing(
      decidedBy: inner.word("decided_by") ?? .system, label: inner.text("label"), help: inner.optionalText("help"),
      routes: inner.maps("routes", idKey: "region").map { route in
        defer { route.finish() }
        return Routing.Route(
          condition: route.condition("when"), field: route.string("region"),
          level: route.word("level", default: Routing.Level.own) ?? .own)
      })
  }
}
