extension Profile {
  /// What the database's row about this version holds, as one JSON object:
  /// `province, version, name, name_en, region, number_letters, valid_from, valid_to, targets, labels, masked_fields,
  /// masks, exports, texts {event: {zh, en}}, statuses {state: {name, text}}, settings {working_days, reopen_days,
  /// lease_minutes, withdraw_until, channel, recipient_field, resubmission, retention_months, summary, drafts}`.
  public var reference: JSONValue {
    [
      "province": .string(province), "version": .string(version), "name": .string(name.zh),
      "name_en": .string(name.en), "region": .string(region), "number_letters": .string(letters),
      "valid_from": .string(validFrom.iso), "valid_to": validTo.map { .string($0.iso) } ?? .null,
      "targets": .array(targets.map { .string($0) }),
      "labels": .object(Dictionary(targets.map { ($0, both(label($0))) }, uniquingKeysWith: { $1 })),
      "masked_fields": .array(maskedFields.map { .string($0) }),
      "masks": pairs(fields) { $0.mask?.rawValue }, "exports": pairs(fields) { $0.export.rawValue },
      "texts": .object(
        Dictionary(
          settings.notification.texts.map { ($0.key.rawValue, both($0.value)) }, uniquingKeysWith: { $1 })),
      "statuses": .object(
        Dictionary(
          settings.statuses.map { state, status -> (String, JSONValue) in
            (state.rawValue, ["name": both(status.name), "text": both(status.text)])
          }, uniquingKeysWith: { $1 })),
      "settings": flow,
    ]
  }

  private var flow: JSONValue {
    [
      "working_days": .integer(settings.review.workingDays), "reopen_days": .integer(settings.review.reopenDays),
      "lease_minutes": .integer(settings.review.leaseMinutes),
      "withdraw_until": .string(settings.withdrawal.rawValue),
      "channel": .string(settings.notification.channel.rawValue),
      "recipient_field": .string(settings.notification.recipient),
      "resubmission": .string(settings.returns.resubmission.rawValue),
      "retention_months": .integer(settings.retentionMonths), "summary": .bool(settings.summary),
      "drafts": .string(settings.drafts.rawValue),
    ]
  }

  private func both(_ text: Text?) -> JSONValue { text?.json ?? .null }

  private func pairs(_ fields: [Field], _ value: (Field) -> String?) -> JSONValue {
    .object(Dictionary(fields.compactMap { field in value(field).map { (field.id, .string($0)) } }) { $1 })
  }
}
