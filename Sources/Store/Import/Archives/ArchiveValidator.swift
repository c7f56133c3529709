import Domain

/// Judges the lines of one archive file.
struct ArchiveValidator: Sendable {
  let columns: ArchiveColumns
  /// The forms in force that take archives, by province.
  let profiles: [String: Profile]
  let today: Day

  func validate(_ record: CSVRecord) -> ImportLine {
    ImportLine(record.line) { () throws(ImportLine.Refused) in try archive(record) }
  }

  private func archive(_ record: CSVRecord) throws(ImportLine.Refused) -> ImportLine.Entry {
    let texts = try record.fields(columns.meanings.count)
    let province = texts.indices.first { columns.meanings[$0] == .province }.map { InputText.folded(texts[$0]) }
    guard let profile = province.map({ profiles[$0] }) ?? profiles.first?.value, let legacy = profile.settings.legacy
    else {
      throw ImportLine.Refused(ArchiveText.noArchives(province == "", profiles.keys.sorted()))
    }

    var problems: [Problem] = []
    var answers = answers(texts, profile)
    let asWritten = answers
    var warnings = withoutJunk(&answers, profile)
    let password = password(texts, &problems)
    let key = matchKey(&answers, profile, legacy, &problems)
    let verdict = profile.validate(answers: answers, mode: .draft, today: today)
    let own = Set(problems.map(\.field))
    problems += verdict.errors.filter { !own.contains($0.field) }
    guard problems.isEmpty, let key else { throw ImportLine.Refused(problems) }
    var isGuessable = false
    if let old = password,
      GuessablePassword.isBehind(
        old.hash, old.scheme, numbers: [key.value] + (key.original.map { [$0] } ?? []), [asWritten, verdict.answers])
    {
      isGuessable = true
      warnings.append(ArchiveText.guessablePassword)
    }

    var members: [String: JSONValue] = [
      "id_type": .string(key.type), "match_key": .string(key.value), "answers": .object(verdict.answers.values),
    ]
    members["original_number"] = key.original.map(JSONValue.string)
    // Empty: what an earlier file brought goes, too.
    members["password_hash"] = isGuessable ? "" : password.map { .string($0.hash) }
    members["password_scheme"] = isGuessable ? nil : password.map { .string($0.scheme.rawValue) }
    let content = JSONValue.object(members).canonicalJSON
    members["line"] = .integer(record.line)
    var person = Hasher()
    person.combine(profile.province)
    person.combine(key.type)
    person.combine(key.value)
    return ImportLine.Entry(
      group: profile.province, key: person.finalize(), content: content.hashValue,
      json: JSONValue.object(members).canonicalJSON, warnings: warnings)
  }

  /// Takes out addresses that are none (NULL, 无, 1.69E+10): nothing could be sent there, and the person would seem to have a way in. Postcodes
  /// that lost their zero (30001) likewise: the applicant enters them again.
  private func withoutJunk(_ answers: inout Answers, _ profile: Profile) -> [Problem] {
    var warnings: [Problem] = []
    for field in profile.fields where field.list == nil {
      let kind: NumberKind
      switch field.type {
      case .email: kind = .email
      case .mobile: kind = .mobile
      case .phone: kind = .phone
      case .postcode: kind = .postcode
      default: continue
      }
      guard let text = answers.text(field.id),
        // Nobody is there to be asked what a@x。cn was meant to be.
        kind == .email && !text.utf8.allSatisfy({ $0 < 0x80 })
          || !Numbers.check(text, as: kind, today: today, by: profile.standards).isValid
      else { continue }
      answers[field.id] = nil
      warnings.append(kind == .postcode ? ArchiveText.noPostcode(field) : ArchiveText.noAddress(field))
    }
    return warnings
  }

  /// The fields that are filled, by the type of each.
  private func answers(_ texts: [String], _ profile: Profile) -> Answers {
    var values: [String: JSONValue] = [:]
    var rows: [String: [Int: [String: JSONValue]]] = [:]
    for (meaning, text) in zip(columns.meanings, texts) where !text.allSatisfy(\.isWhitespace) {
      switch meaning {
      case .province, .passwordHash, .passwordScheme: continue
      case .answer(let id): values[id] = value(text, profile.field(id)?.type)
      case .row(let list, let row, let member):
        rows[list, default: [:]][row, default: [:]][member] = value(text, profile.field(list + "." + member)?.type)
      }
    }
    for (list, filled) in rows {
      values[list] = .array(filled.sorted { $0.key < $1.key }.map { .object($0.value) })
    }
    return Answers(values)
  }

  private func value(_ text: String, _ type: FieldType?) -> JSONValue {
    switch type {
    case .boolean:
      switch InputText.folded(text).lowercased() {
      case "true", "1", "是", "y", "yes": true
      case "false", "0", "否", "n", "no": false
      default: .string(text)
      }
    case .codes:
      .array(text.split { "、，,；;|".contains($0) }.map { .string(InputText.folded(String($0))) })
    case .integer: Int(InputText.folded(text)).map(JSONValue.integer) ?? .string(text)
    default: .string(text)
    }
  }

  /// What the archive is found by, in its stored form.
  private struct MatchKey {
    let type: String
    let value: String
    let original: String?
  }

  /// Puts the stored form of the key into the answers. Without a document type a number is a resident's.
  private func matchKey(
    _ answers: inout Answers, _ profile: Profile, _ legacy: ProfileSettings.LegacyArchives, _ problems: inout [Problem]
  ) -> MatchKey? {
    guard let field = profile.field(legacy.matchField) else { return nil }
    guard let text = answers.text(field.id) else {
      problems.append(ArchiveText.noKey(field))
      return nil
    }
    guard case .identityNumber(let typeField) = field.type else {
      return MatchKey(type: "", value: InputText.folded(text), original: nil)
    }
    if answers[typeField] == nil {
      answers[typeField] = presumedType(of: InputText.folded(text), profile, typeField).map(JSONValue.string)
    }
    guard case .code(let codes)? = profile.field(typeField)?.type,
      let named = answers.text(typeField).flatMap({ codes.choice(InputText.folded($0)) })?.code,
      let type = codes.choice(ResidentNumber.kind(named: named, of: InputText.folded(text)))?.code,
      let kind = NumberKind(idType: type, by: profile.standards)
    else { return nil }
    let old =
      legacy.upgradesOldNumbers && kind == .residentID
      ? Numbers.check(text, as: .residentID15, today: today, by: profile.standards) : nil
    let isOld = old.map { $0.isValid || InputText.folded(text).utf8.count == 15 } ?? false
    let check =
      isOld
      ? old ?? Numbers.check(text, as: kind, today: today, by: profile.standards)
      : Numbers.check(text, as: kind, today: today, by: profile.standards)
    guard check.isValid else {
      problems += check.errors.map { $0.problem(field: field.id) }
      return nil
    }
    answers[field.id] = .string(check.normalised)
    answers[typeField] = .string(type)
    return MatchKey(type: type, value: check.normalised, original: isOld ? InputText.folded(text) : nil)
  }

  /// A file without a column for it holds residents; their number also tells those of Hong Kong, Macao and Taiwan who live here.
  private func presumedType(of number: String, _ profile: Profile, _ typeField: String) -> String? {
    guard case .code(let codes)? = profile.field(typeField)?.type else { return nil }
    let permit = ResidentNumber.kind(named: "01", of: number)
    return codes.choices.first {
      permit == "01" ? NumberKind(idType: $0.code, by: profile.standards) == .residentID : $0.code == permit
    }?.code
  }

  private func password(_ texts: [String], _ problems: inout [Problem]) -> (hash: String, scheme: LegacyDigest)? {
    func text(_ meaning: ArchiveColumns.Meaning) -> String {
      columns.meanings.firstIndex(of: meaning).map { InputText.folded(texts[$0]).lowercased() } ?? ""
    }
    let (hash, scheme) = (text(.passwordHash), text(.passwordScheme))
    if hash.isEmpty, scheme.isEmpty { return nil }
    guard let digest = LegacyDigest(rawValue: scheme) else {
      problems.append(ArchiveText.passwordScheme(LegacyDigest.allCases.map(\.rawValue)))
      return nil
    }
    guard hash.utf8.count == digest.length, hash.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
      problems.append(ArchiveText.passwordHash(digest.length))
      return nil
    }
    return (hash, digest)
  }
}
