/// One look at one number; each kind's rule is an extension in a file of its own.
struct NumberInspection {
  let kind: NumberKind
  let text: String
  /// One byte a character; what is not ASCII is 0xFF, which no rule takes.
  let bytes: [UInt8]
  let today: Day
  let standards: Standards
  private(set) var errors: [NumberFinding] = []
  private(set) var warnings: [NumberFinding] = []
  /// Set by the rule where the stored form differs from the text.
  var stored: String?
  var sex: Sex?
  var birthDate: Day?

  init(kind: NumberKind, text: String, today: Day, standards: Standards) {
    self.kind = kind
    self.text = text
    self.today = today
    self.standards = standards
    if text.utf8.count > 512 {
      bytes = []
    } else if text.utf8.allSatisfy({ $0 < 0x80 }) {
      bytes = Array(text.utf8)
    } else {
      bytes = text.unicodeScalars.map { $0.isASCII ? UInt8(truncatingIfNeeded: $0.value) : 0xFF }
    }
  }

  mutating func error(_ fault: NumberFault, as kind: NumberKind? = nil) { add(fault, .error, kind ?? self.kind) }
  mutating func warning(_ fault: NumberFault, as kind: NumberKind? = nil) { add(fault, .warning, kind ?? self.kind) }

  private mutating func add(_ fault: NumberFault, _ severity: Severity, _ kind: NumberKind) {
    let finding = NumberFinding(
      fault: fault, severity: severity, text: fault.sentence(about: kind, count: bytes.count))
    if severity == .error { errors.append(finding) } else { warnings.append(finding) }
  }

  var isFaultless: Bool { errors.isEmpty }

  /// Numbers of fixed form say `length` when they are too short or long; the others only know their form.
  var faultOfLength: NumberFault {
    switch kind {
    case .residentID, .residencePermit, .creditCode, .organisationCode, .unitCode, .permanentResident,
      .permanentResident2023, .free, .military:
      .length
    default: .format
    }
  }

  var result: NumberCheck {
    NumberCheck(
      kind: kind, normalised: stored ?? text, findings: errors + warnings, sex: errors.isEmpty ? sex : nil,
      birthDate: errors.isEmpty ? birthDate : nil)
  }

  mutating func run() {
    switch kind {
    case .residentID: residentID()
    case .residentID15: oldResidentID()
    case .residencePermit: residencePermit()
    case .creditCode: creditCode()
    case .organisationCode: organisationCode()
    case .unitCode: bytes.count == 9 || bytes.count == 10 ? organisationCode() : creditCode()
    case .permanentResident: bytes.count == 15 ? oldPermanentResident() : newPermanentResident()
    case .permanentResident2023: newPermanentResident()
    case .permanentResidentOld: oldPermanentResident()
    case .hongKongMacaoPermit: expect(TravelDocument.isHongKongMacaoPermit(bytes))
    case .taiwanPermit: expect(TravelDocument.isTaiwanPermit(bytes))
    case .chinesePassport: expect(TravelDocument.isChinesePassport(bytes))
    case .foreignPassport: expect(TravelDocument.isForeignPassport(bytes))
    case .military: freeText(4...30, needsDigit: true)
    case .free: freeText(1...50, needsDigit: false)
    case .mobile: phone(Phone.isMobile(bytes))
    case .phone:
      phone(Phone.isMobile(bytes) || Phone.isLandline(bytes) || Phone.isService(bytes))
      if Phone.isService(bytes) { warning(.serviceNumber) }
    case .postcode: expect(bytes.count == 6 && bytes.allSatisfy(\.isDigit) && bytes[0] != UInt8(ascii: "9"))
    case .email: expect(MailAddress.isPlausible(bytes))
    }
  }

  private mutating func expect(_ right: Bool) {
    if !right { error(.format) }
  }

  /// Who comes from elsewhere has a number from elsewhere; whether it can be reached is for the reviewer to ask.
  private mutating func phone(_ right: Bool) {
    if Phone.isForeign(bytes) { warning(.foreignNumber) } else { expect(right) }
  }

  private mutating func freeText(_ length: ClosedRange<Int>, needsDigit: Bool) {
    if !length.contains(bytes.count) { error(.length) }
    let isReadable = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .otherSymbol:
        false
      default: true
      }
    }
    if !isReadable { error(.charset) } else if needsDigit, !bytes.contains(where: \.isDigit) { error(.format) }
    if let own = Self.ownTypes.first(where: { Numbers.check(text, as: $0, today: today, by: standards).isValid }) {
      error(.ownType, as: own)
    }
  }

  /// Whose numbers have a check character, so that no other document has them by chance.
  private static let ownTypes: [NumberKind] = [.residencePermit, .residentID, .permanentResident2023]
}
