/// The way in: words of its screens, and what is filled in to register.
extension Profile {
  var identityForm: JSONValue {
    let members: JSONMembers = [
      "kind": .string(identity.kind.rawValue), "provider": identity.provider.json,
      "correction": identity.correction?.json, "help": identity.help.json,
      "words": identity.words.isEmpty ? nil : form(of: identity.words),
      "registration": identity.registration.map { form(of: $0) },
    ]
    return members.json
  }

  private func form(of words: [ScreenWord]) -> JSONValue {
    .array(
      words.map { word in
        let members: JSONMembers = [
          "text": word.text.json, "place": word.place?.json,
          "channels": word.channels.isEmpty ? channels.map(\.id).json : word.channels.json,
        ]
        return members.json
      })
  }

  private func form(of registration: RegistrationForm) -> JSONValue {
    let members: JSONMembers = [
      "fields": .array(
        registration.fields.map { field in
          let members: JSONMembers = [
            "member": .string(field.member.rawValue), "label": field.label.json, "help": field.help?.json,
            "type": .string(field.member.type), "required": .bool(field.isRequired),
            "field": field.member.field.map { .string($0) },
          ]
          return members.json
        }),
      "buttons": form(of: registration.buttons),
      "done": registration.done.isEmpty ? nil : form(of: registration.done),
    ]
    return members.json
  }

  /// The way in as lines of plain text, two spaces a level; empty where the profile says nothing of it.
  ///
  /// - Parameter id: the channel; nil = the first.
  public func wayIn(channel id: String? = nil, _ language: Language) -> [String] {
    guard let channel = channel(id)?.id else { return [] }
    var lines: [String] = []
    for word in identity.words where word.stands(in: channel) {
      lines.append("  " + (word.place.map { $0(language) } ?? "") + "【\(word.text(language))】")
    }
    if let registration = identity.registration {
      for field in registration.fields {
        lines.append("  \(field.isRequired ? "*" : " ") \(field.label(language))  [\(field.member.rawValue)]")
        if let help = field.help { lines.append("      \(help(language))") }
      }
      let buttons = registration.buttons.filter { $0.stands(in: channel) }.map { "【\($0.text(language))】" }
      let done = registration.done.filter { $0.stands(in: channel) }.map { "→ \($0.text(language))" }
      lines.append("    " + (buttons + done).joined())
    }
    if !lines.isEmpty { lines.insert(Text(zh: "0. 登录、注册", en: "0. Log in, register")(language), at: 0) }
    return lines
  }
}
