extension Profile {
  /// The form as people see it in a channel; nil for a channel that the profile does not have.
  public func outline(channel id: String? = nil) -> FormOutline? {
    guard let channel = channel(id) else { return nil }
    let placed = channel.steps.flatMap(\.parts).flatMap { part -> [String] in
      if case .slots(let ids?) = part { ids } else { [] }
    }
    return FormOutline(
      channel: channel.id, channelName: channel.name,
      steps: channel.steps.map { step in
        let shown = step.parts.compactMap { part -> Section? in
          if case .section(let id) = part { sections.first { $0.id == id } } else { nil }
        }
        return FormOutline.Step(
          id: step.id, title: step.title, tips: step.tips + shown.flatMap(\.tips),
          items: step.parts.flatMap { items($0, placed: placed) }, buttons: step.buttons, filled: step.filled)
      })
  }

  private func items(_ part: Channel.Part, placed: [String]) -> [FormOutline.Item] {
    switch part {
    case .section(let id): return sections.first { $0.id == id }.map { items($0) } ?? []
    case .slots(let ids):
      return slots.filter { ids?.contains($0.id) ?? !placed.contains($0.id) }.map { item($0) }
    case .notice(let id): return notices.filter { $0.id == id }.map { item($0) }
    case .commitment(let id):
      return commitments.filter { $0.id == id }.map { commitment in
        plain(
          .commitment, id: commitment.id, commitment.text, starred: commitment.isRequired,
          details: commitment.paragraphs
            + [commitment.button].compactMap { $0.map { Text(zh: "按钮：【\($0.zh)】", en: "button: \($0.en)") } })
      }
    case .contacts:
      let help = settings.contacts.help.map { [$0] } ?? []
      let lines = settings.contacts.hotlines.map {
        Text(zh: "\($0.name.zh)：\($0.phone)", en: "\($0.name.en): \($0.phone)")
      }
      return [plain(.contacts, settings.contacts.title, details: help + lines)]
    case .summary: return [plain(.summary, Text(zh: "核对全部填报内容", en: "everything once more, to read"))]
    case .submit: return [plain(.submit, Text(zh: "提交", en: "submit"))]
    case .status: return [plain(.status, Text(zh: "审核状态", en: "state of the application"))]
    }
  }

  private func plain(
    _ kind: FormOutline.Item.Kind, id: String = "", _ label: Text, starred: Bool = false, details: [Text] = []
  ) -> FormOutline.Item {
    FormOutline.Item(kind: kind, id: id, label: label, isStarred: starred, details: details)
  }

  private func item(_ notice: Notice) -> FormOutline.Item {
    var details = notice.paragraphs
    if notice.countdown > 0 {
      details.append(Text(zh: "须等待\(notice.countdown)秒", en: "to be read for \(notice.countdown) seconds"))
    }
    return plain(.notice, id: notice.id, notice.title, details: details)
  }

  private func items(_ section: Section) -> [FormOutline.Item] {
    var items: [FormOutline.Item] = []
    var group: String?
    for part in section.items {
      switch part {
      case .field(let field):
        let own = section.groups.first { field.id.hasPrefix($0.id + ".") }
        if own?.id != group, let own { items.append(plain(.heading, id: own.id, own.label)) }
        group = own?.id
        items.append(item(field))
      case .list(let list):
        items.append(plain(.list, id: list.id, list.label, details: details(list)))
        items += list.fields.map { item($0) }
      case .department(let label):
        let help = routing.help.map { [$0] } ?? []
        items.append(plain(.department, label, details: help + routing.routes.map { words($0) }))
      }
    }
    return items
  }

  private func details(_ list: ListField) -> [Text] {
    let (low, high) = (list.rows.lowerBound, list.rows.upperBound)
    var details = [Text(zh: "\(low)至\(high)条", en: "\(low) to \(high)")]
    if let button = list.addButton { details.append(Text(zh: "按钮：【\(button.zh)】", en: "button: \(button.en)")) }
    return details + (list.visible.map { [shown($0)] } ?? []) + (list.help.map { [$0] } ?? [])
  }

  private func words(_ route: Routing.Route) -> Text {
    let place = label(route.field) ?? Text(zh: route.field, en: route.field)
    let level: Text =
      switch route.level {
      case .own: Text(zh: "所在区县财政局", en: "the bureau of")
      case .city: Text(zh: "所在市市本级", en: "the city's bureau of")
      case .province: Text(zh: "省本级", en: "the province's bureau, by")
      }
    let condition = route.condition.map { words($0) }
    return Text(
      zh: "\(condition.map { "当\($0.zh)：" } ?? "")“\(place.zh)”\(level.zh)",
      en: "\(condition.map { "when \($0.en): " } ?? "")\(level.en) “\(place.en)”")
  }

  private func shown(_ condition: Condition) -> Text {
    Text(zh: "当\(words(condition).zh)时显示", en: "shown when \(words(condition).en)")
  }

  private func item(_ field: Field) -> FormOutline.Item {
    var details = [words(field.type)]
    switch field.origin {
    case .entered: break
    case .locked:
      details.append(Text(zh: "由\(identity.provider.zh)带入，不能修改", en: "from \(identity.provider.en), locked"))
    case .confirmed: details.append(Text(zh: "由申报人确认", en: "to be confirmed"))
    }
    if let visible = field.visible { details.append(shown(visible)) }
    switch field.required {
    case .when(let condition):
      details.append(Text(zh: "当\(words(condition).zh)时必填", en: "required when \(words(condition).en)"))
    case .withGroup: details.append(Text(zh: "同组任一栏已填时必填", en: "required once anything of its group is answered"))
    case .always, .never: break
    }
    if field.derivation != nil { details.append(Text(zh: "按证件号码自动填充", en: "filled from the document number")) }
    if let mask = field.mask { details.append(Text(zh: "遮盖显示（\(mask.rawValue)）", en: "masked (\(mask.rawValue))")) }
    if let help = field.help { details.append(help) }
    return plain(.field, id: field.id, field.label, starred: field.required == .always, details: details)
  }

  private func item(_ slot: Slot) -> FormOutline.Item {
    var details = [words(slot.file)]
    if let visible = slot.visible { details.append(shown(visible)) }
    if let list = slot.perRow.flatMap({ label($0) }) {
      details.append(Text(zh: "每条“\(list.zh)”一份", en: "one for each “\(list.en)”"))
    }
    if let condition = slot.rowCondition {
      details.append(Text(zh: "仅限\(words(condition).zh)的条目", en: "only where \(words(condition).en)"))
    }
    if let template = slot.template {
      details.append(Text(zh: "【\(template.label.zh)】\(template.file)", en: "\(template.label.en): \(template.file)"))
    }
    if let help = slot.help { details.append(help) }
    return plain(.slot, id: slot.id, slot.label, starred: slot.required, details: details)
  }
}
