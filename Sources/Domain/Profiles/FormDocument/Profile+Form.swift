extension Profile {
  /// The whole form as JSON for whoever draws it, in both languages; the members are described in `docs/profiles.md`
  /// (The form as JSON). Made anew by every call: some hundred microseconds, so keep it.
  public var form: JSONValue {
    let members: JSONMembers = [
      "province": .string(province), "version": .string(version), "name": name.json, "authority": authority.json,
      "region": .string(region), "valid_from": .string(validFrom.iso),
      "valid_to": validTo.map { .string($0.iso) }, "sources": sources.json, "identity": identityForm,
      "eligibility": eligibility.json, "channels": .array(channels.map { form(of: $0) }),
      "notices": .array(notices.map { form(of: $0) }), "commitments": .array(commitments.map { form(of: $0) }),
      "examples": examplesForm,
      "sections": .array(sections.map { form(of: $0) }), "slots": .array(slots.map { form(of: $0) }),
      "rules": .array(rules.map { form(of: $0) }), "unit_lookup": unitLookup.map { form(of: $0) },
      "routing": routingForm, "settings": settingsForm, "regions": regionsForm,
      "provinces": .array(standards.regions.provinces.map { ["code": .string($0.code), "name": .string($0.name)] }),
    ]
    return members.json
  }

  private func form(of notice: Notice) -> JSONValue {
    [
      "id": .string(notice.id), "title": notice.title.json, "paragraphs": notice.paragraphs.json ?? [],
      "countdown": .integer(notice.countdown),
    ]
  }

  private func form(of commitment: Commitment) -> JSONValue {
    let members: JSONMembers = [
      "id": .string(commitment.id), "version": .string(commitment.version), "text": commitment.text.json,
      "paragraphs": commitment.paragraphs.json ?? [], "placement": .string(commitment.placement.rawValue),
      "required": .bool(commitment.isRequired), "button": commitment.button?.json,
      "channels": commitment.channels.isEmpty ? channels.map(\.id).json : commitment.channels.json,
    ]
    return members.json
  }

  private func form(of lookup: UnitLookup) -> JSONValue {
    [
      "code": .string(lookup.codeField), "name": .string(lookup.nameField), "button": lookup.button.json,
      "fallback": lookup.fallback.json,
    ]
  }

  // MARK: Channels

  private func form(of channel: Channel) -> JSONValue {
    let placed = channel.steps.flatMap(\.parts).flatMap { part -> [String] in
      if case .slots(let ids?) = part { ids } else { [] }
    }
    let members: JSONMembers = [
      "id": .string(channel.id), "name": channel.name.json, "access": channel.access.json,
      "statuses": channel.statuses.isEmpty ? nil : form(of: channel.statuses),
      "steps": .array(
        channel.steps.map { step in
          let members: JSONMembers = [
            "id": .string(step.id), "title": step.title.json, "tips": step.tips.json,
            "parts": .array(step.parts.map { form(of: $0, placed: placed) }), "buttons": step.buttons.json,
            "filled": step.filled?.json, "entry": step.isEntry ? nil : false,
          ]
          return members.json
        }),
    ]
    return members.json
  }

  /// The slots that no step names stand where the profile says `slots`; here they are named.
  private func form(of part: Channel.Part, placed: [String]) -> JSONValue {
    switch part {
    case .contacts: ["kind": "contacts"]
    case .notice(let id): ["kind": "notice", "id": .string(id)]
    case .commitment(let id): ["kind": "commitment", "id": .string(id)]
    case .section(let id): ["kind": "section", "id": .string(id)]
    case .slots(let ids):
      ["kind": "slots", "slots": (ids ?? slots.map(\.id).filter { !placed.contains($0) }).json]
    case .summary: ["kind": "summary"]
    case .submit: ["kind": "submit"]
    case .status: ["kind": "status"]
    }
  }

  private func form(of statuses: [ApplicationState: StatusText]) -> JSONValue {
    .object(
      Dictionary(
        statuses.map { state, status in
          let members: JSONMembers = ["name": status.name.json, "text": status.text?.json]
          return (state.rawValue, members.json)
        }, uniquingKeysWith: { $1 }))
  }

  // MARK: After filling

  private var routingForm: JSONValue {
    let members: JSONMembers = [
      "decided_by": .string(routing.decidedBy.rawValue), "label": routing.label.json, "help": routing.help?.json,
      "routes": .array(
        routing.routes.map { route in
          let members: JSONMembers = [
            "when": route.condition?.json, "region": .string(route.field), "level": .string(route.level.rawValue),
          ]
          return members.json
        }),
    ]
    return members.json
  }

  /// What applicants need to know of how their application is handled.
  private var settingsForm: JSONValue {
    let contacts: JSONMembers = [
      "title": settings.contacts.title.json, "by": .string(settings.contacts.by.rawValue),
      "help": settings.contacts.help?.json,
      "hotlines": .array(
        settings.contacts.hotlines.map { ["name": $0.name.json, "phone": .string($0.phone)] }),
    ]
    let members: JSONMembers = [
      "contacts": contacts.json, "summary": .bool(settings.summary), "drafts": .string(settings.drafts.rawValue),
      "draft_button": settings.draftButton?.json, "withdrawal": .string(settings.withdrawal.rawValue),
      "withdrawal_button": settings.withdrawalButton?.json,
      "change": .bool(settings.change),
      "returns": [
        "resubmission": .string(settings.returns.resubmission.rawValue), "text": settings.returns.text.json,
      ],
      "notification": notificationForm,
      "statuses": form(of: settings.statuses),
      "legacy": settings.legacy.map { legacy in
        [
          "text": legacy.text.json, "prefill": .bool(legacy.prefill), "old_password": .bool(legacy.oldPassword),
          "fixed": legacy.fixedFields.json,
        ]
      },
      "working_days": .integer(settings.review.workingDays), "retention_months": .integer(settings.retentionMonths),
    ]
    return members.json
  }

  private var notificationForm: JSONValue {
    let also = settings.notification.also.map(\.channel.rawValue)
    let members: JSONMembers = [
      "channel": .string(settings.notification.channel.rawValue), "also": also.isEmpty ? nil : also.json,
    ]
    return members.json
  }

  /// The province's own regions, for fields of type `region`: province, cities, counties, then its development zones.
  private var regionsForm: JSONValue {
    .array(
      (standards.regions.all + standards.regions.zones).filter { $0.province == standards.regions[region]?.province }
        .map { region in
          let members: JSONMembers = [
            "code": .string(region.code), "name": .string(region.name), "level": .string(region.level.rawValue),
            "parent": region.parent.map { .string($0) },
          ]
          return members.json
        })
  }
}
