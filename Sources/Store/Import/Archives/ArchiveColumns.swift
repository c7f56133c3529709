import Domain

/// What the columns of an archive file mean, by its first line.
struct ArchiveColumns: Sendable {
  /// Where a field of the line goes.
  enum Meaning: Hashable {
    case province
    case passwordHash
    case passwordScheme
    case answer(String)
    /// A member of a row (from 0) of a list.
    case row(list: String, Int, member: String)
  }

  let meanings: [Meaning]
  /// Columns as they are named in problems.
  let names: [String]

  /// - Parameter profiles: of all provinces that take archives.
  init(_ record: CSVRecord, profiles: [Profile]) throws(ImportFailure) {
    let names = ((try? record.content.get()) ?? []).map { InputText.folded($0).lowercased() }
    let known = Self.known(profiles)
    let meanings = names.map { Self.meaning(of: $0, profiles) }
    guard meanings.contains(where: { $0 != nil }) else { throw .header(.missing(known: known)) }
    let unknown = meanings.indices.filter { meanings[$0] == nil }
    guard unknown.isEmpty else {
      throw .header(
        .unknown(
          unknown.map { .init(named: names[$0], at: $0) }, known: known))
    }
    self.meanings = meanings.compactMap(\.self)
    self.names = names
    let repeated = Dictionary(grouping: names.indices) { self.meanings[$0] }.values.filter { $0.count > 1 }
    guard repeated.isEmpty else { throw .header(.repeated(repeated.map { names[$0[0]] }.sorted())) }
    try checkCompleteness(profiles)
  }

  private func checkCompleteness(_ profiles: [Profile]) throws(ImportFailure) {
    if profiles.count != 1, !meanings.contains(.province) { throw .header(.noProvince) }
    var missing = Set(profiles.compactMap { $0.settings.legacy?.matchField })
    if meanings.contains(where: { missing.contains($0.field) }) { missing = [] }
    if meanings.contains(.passwordHash) != meanings.contains(.passwordScheme) {
      missing.insert(meanings.contains(.passwordHash) ? "password_scheme" : "password_hash")
    }
    if !missing.isEmpty { throw .header(.incomplete(missing.sorted())) }
  }

  private static func meaning(of name: String, _ profiles: [Profile]) -> Meaning? {
    switch name {
    case "province": return .province
    case "password_hash": return .passwordHash
    case "password_scheme": return .passwordScheme
    default: break
    }
    let target = Profile.target(of: name)
    guard let field = profiles.lazy.compactMap({ $0.field(target) }).first else { return nil }
    guard let list = field.list else { return name == target ? .answer(name) : nil }
    let member = String(target.dropFirst(list.count + 1))
    if name == target { return .row(list: list, 0, member: member) }
    guard name.hasPrefix(list + "["), let end = name.firstIndex(of: "]"),
      let row = Int(name[name.index(name.startIndex, offsetBy: list.count + 1)..<end]), (1...100).contains(row),
      name == "\(list)[\(row)].\(member)"
    else { return nil }
    return .row(list: list, row - 1, member: member)
  }

  private static func known(_ profiles: [Profile]) -> [String] {
    Set(profiles.flatMap { $0.fields.map(\.id) }).sorted() + ["province", "password_hash", "password_scheme"]
  }
}

extension ArchiveColumns.Meaning {
  /// The field it is of; empty for what is no answer.
  var field: String {
    switch self {
    case .answer(let id): id
    case .row(let list, _, let member): list + "." + member
    case .province, .passwordHash, .passwordScheme: ""
    }
  }
}
