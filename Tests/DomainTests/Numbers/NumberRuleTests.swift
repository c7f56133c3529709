import Domain
import TestSupport
import Testing

/// What the vectors do not say: the tidying, what is derived, the warnings, and damage of every kind.
@Suite struct NumberRuleTests {
  static let today = Day(iso: "2026-11-21") ?? .latest

  private func check(_ text: String, _ kind: NumberKind) -> NumberCheck {
    Numbers.check(text, as: kind, today: Self.today, by: .bundled)
  }

  @Test(arguments: [
    ("３３０１１４１９８８０８０８００８ｘ", NumberKind.residentID, "33011419880808008X"),
    (" 330114 19880808 008x\t", .residentID, "33011419880808008X"),
    ("\u{FEFF}33011419880808008X\u{200B}", .residentID, "33011419880808008X"),
    ("91330113ma2xx0019u", .creditCode, "91330113MA2XX0019U"), ("９１３３０１１３ＭＡ２ＸＸ００１９Ｕ", .unitCode, "91330113MA2XX0019U"),
    ("D2143569-X", .organisationCode, "D2143569X"), ("d2143569—x", .unitCode, "D2143569X"),
    ("D2143569X", .organisationCode, "D2143569X"),
    ("+852 9123 4567", .mobile, "+85291234567"), ("+1 (415) 555-2671", .phone, "+14155552671"),
    ("00852-91234567", .phone, "+85291234567"), ("＋44 20 7946 0958", .mobile, "+442079460958"),
    ("400-800-1234", .phone, "400-800-1234"),
    ("+86 138-0000-0000", .mobile, "13800000000"), ("008613800000000", .mobile, "13800000000"),
    ("１３８００００００００", .phone, "13800000000"),
    ("0571-88808880", .phone, "0571-88808880"), ("0571－88808880", .phone, "0571-88808880"),
    ("057188808880", .phone, "057188808880"),
    ("88808880", .phone, "88808880"), ("010-5555555-12", .phone, "010-5555555-12"),
    ("03512345678", .phone, "03512345678"), ("8613800000000", .phone, "13800000000"),
    ("8613800000000", .mobile, "13800000000"),
    ("(0571)88808880", .phone, "0571-88808880"), ("（0571）8880 8880", .phone, "0571-88808880"),
    ("0571-8880-8880", .phone, "0571-88808880"),
    ("0571-88808880转801", .phone, "0571-88808880-801"), ("(0571)88808880#801", .phone, "0571-88808880-801"),
    ("0571 88808880 转 801", .phone, "057188808880-801"), ("+86-571-88808880", .phone, "0571-88808880"),
    ("+86(571)88808880", .phone, "0571-88808880"),
    ("+86 (0)571-88808880", .phone, "0571-88808880"), ("0086-10-55555555分机12", .phone, "010-55555555-12"),
    ("0571/88808880", .phone, "0571-88808880"),
    ("33011419880808008×", .residentID, "33011419880808008X"),
    ("33011419880808008Х", .residentID, "33011419880808008X"),
    ("33011419880808008χ", .residentID, "33011419880808008X"), ("name@example。cn", .email, "name@example.cn"),
    (" name@example.cn\n", .email, "name@example.cn"),
    ("３１０００１", .postcode, "310001"), ("h0000000301", .hongKongMacaoPermit, "H0000000301"),
    ("0000000001（a）", .taiwanPermit, "0000000001(A)"), ("e12345678", .chinesePassport, "E12345678"),
    ("ea0000001", .chinesePassport, "EA0000001"),
    ("P.1234567", .chinesePassport, "P.1234567"), ("KJ1234567", .chinesePassport, "KJ1234567"),
    ("x1234", .foreignPassport, "X1234"),
    ("军字第2001988号", .military, "军字第2001988号"), ("Name.Sur+x@Mail.Example.CN", .email, "Name.Sur+x@mail.example.cn"),
    ("name＠example.cn", .email, "name@example.cn"), ("USA330180011512", .permanentResident, "USA330180011512"),
    ("933840198001150011", .permanentResident, "933840198001150011"),
  ])
  func tidies(text: String, kind: NumberKind, stored: String) {
    let verdict = check(text, kind)
    #expect(verdict.isValid)
    #expect(verdict.normalised == stored)
  }

  /// In the public registers since 2015 and 2016, with another check character; a slip elsewhere stays an error.
  @Test func oddCheckCharactersOfXiamenAreForTheReviewer() {
    for code in ["91350203M0001FUE2P", "91350203M0001QKT19"] {
      for kind in [NumberKind.creditCode, .unitCode] {
        let verdict = check(code, kind)
        #expect(verdict.isValid && verdict.warnings.map(\.fault).contains(.oddCheck), "\(code)")
        #expect(verdict.warnings.allSatisfy { !$0.text.zh.contains(code) })
      }
    }
    for code in ["91350103M0001FUE2P", "91350203MA001FUE2P", "91330113MA2XX0019A"] {
      #expect(check(code, .creditCode).errors.map(\.fault) == [.checkCharacter], "\(code)")
    }
    for code in ["9135020SM0001FUE2P", "91350203M0001FUE2", "91350203M0001FUE2I"] {
      #expect(!check(code, .creditCode).isValid, "\(code)")
    }
  }

  @Test(arguments: [
    ("330113850312011", NumberKind.residentID, NumberFault.length), ("3301131985031201١X", .residentID, .charset),
    ("330113-19850312-011X", .residentID, .length), ("330113203001010018", .residentID, .birth),
    ("710000198503120116", .residencePermit, .address), ("33011319850312011X", .residencePermit, .address),
    ("933840198001150011", .residencePermit, .address), ("33011319850312011X", .permanentResident, .format),
    ("I1330113MA2XX0019U", .creditCode, .charset), ("9133011AMA2XX0019U", .creditCode, .charset),
    ("91330113MA2XX0019V", .creditCode, .charset), ("91330113MA2XX0019A", .creditCode, .checkCharacter),
    ("9133011", .unitCode, .length), ("00000101-2", .unitCode, .checkCharacter),
    ("738219५00", .organisationCode, .charset),
    ("0571-1234567", .phone, .format), ("00-88808880", .phone, .format), ("0571-88808880-1234567", .phone, .format),
    ("0571--88808880", .phone, .format), ("-88808880", .phone, .format), ("8880888", .mobile, .format),
    ("+852912", .phone, .format), ("+0852912345678", .phone, .format), ("400-800-1234", .mobile, .format),
    ("+86 2912345", .mobile, .format), ("852-91234567", .phone, .format), ("400-800-123", .phone, .format),
    ("95555", .phone, .format), ("", .phone, .format), ("E1234567", .chinesePassport, .format),
    ("EI1234567", .chinesePassport, .format),
    ("EO1234567", .chinesePassport, .format), ("131234567", .chinesePassport, .format),
    ("1234", .foreignPassport, .format),
    ("A-12345", .foreignPassport, .format), ("1234567890123456", .foreignPassport, .format),
    ("军字第号", .military, .format),
    ("1\u{1B}234", .military, .charset), ("", .free, .length), ("证件🙂", .free, .charset), ("a@b", .email, .format),
    ("a..b@example.cn", .email, .format), (".a@example.cn", .email, .format), ("a@-x.cn", .email, .format),
    ("a@example.1", .email, .format), ("a@b@example.cn", .email, .format), ("王@example.cn", .email, .format),
    ("a@example.c", .email, .format),
  ])
  func refuses(text: String, kind: NumberKind, fault: NumberFault) {
    #expect(check(text, kind).errors.map(\.fault).first == fault)
  }

  @Test func everyPDYCodeIsRefused() {
    for serial in [1, 2, 500, 12345, 99998, 99999] {
      let digits = String(serial)
      let body = "PDY" + String(repeating: "0", count: 5 - digits.count) + digits
      let faults = "0123456789X".map { check(body + String($0), .organisationCode).errors.map(\.fault) }
      #expect(faults.allSatisfy { $0.contains(.selfDefined) })
      #expect(faults.filter { $0 == [.selfDefined] }.count == 1)
    }
  }

  @Test func sexAndBirthComeFromTheNumber() {
    #expect(check("33011419880808008X", .residentID).sex == .female)
    #expect(check("33011419880808008X", .residentID).birthDate?.iso == "1988-08-08")
    #expect(check("820000199512240336", .residencePermit).sex == .male)
    #expect(check("330113850312011", .residentID15).normalised == "33011319850312011X")
    #expect(check("330113850312011", .residentID15).birthDate?.iso == "1985-03-12")
    // The rule of the card of 2023 does not say that it tells the sex.
    #expect(check("933840198001150011", .permanentResident).sex == nil)
    #expect(check("933840198001150011", .permanentResident).birthDate?.iso == "1980-01-15")
    #expect(check("33011419880808008X", .residentID).findings.isEmpty)
    #expect(check("33011319853012011X", .residentID).birthDate == nil)
  }

  @Test func oddNumbersAreLetThroughWithAWarning() {
    #expect(
      check("330103199003070011", .residentID).warnings.isEmpty || !check("330103199003070011", .residentID).isValid)
    #expect(check(resident("330199", "19900307", "001"), .residentID).warnings.map(\.fault) == [.unknownRegion])
    // 下城区 is gone since 2021 and lives on in ID numbers.
    #expect(check(resident("330103", "19900307", "001"), .residentID).findings.isEmpty)
    // Of provinces that the tables do not cover nothing is said.
    #expect(check(resident("440524", "19900307", "001"), .residentID).findings.isEmpty)
    #expect(check(resident("330113", "20150307", "001"), .residentID).warnings.map(\.fault) == [.age])
    #expect(check(resident("330113", "19101120", "001"), .residentID).warnings.map(\.fault) == [.age])
    #expect(check(resident("820000", "19900307", "001"), .residentID).warnings.map(\.fault) == [.otherDocument])
    #expect(check("11010519491231002X", .residentID).isValid)
    #expect(check("440524188001010014", .residentID).isValid)
    #expect(check("91110000600037341L", .creditCode).isValid)
    #expect(check("AUS110169070415", .permanentResident).warnings.map(\.fault) == [.checkCharacter])
  }

  /// Every single wrong digit and every exchange of unequal neighbours is found (GB 11643).
  @Test func everyTypingErrorInAResidentNumberIsFound() {
    let number = Array("33011319850312011X".utf8)
    for place in 0..<18 {
      for other in "0123456789X".utf8 where other != number[place] && (place == 17 || other != UInt8(ascii: "X")) {
        var damaged = number
        damaged[place] = other
        #expect(!check(String(decoding: damaged, as: UTF8.self), .residentID).isValid)
      }
      guard place < 17, number[place] != number[place + 1] else { continue }
      var damaged = number
      damaged.swapAt(place, place + 1)
      #expect(!check(String(decoding: damaged, as: UTF8.self), .residentID).isValid)
    }
  }

  @Test func noRubbishCrashesOrPasses() {
    for kind in NumberKind.allCases where kind != .free && kind != .military {
      for text in Rubbish.texts {
        let verdict = Numbers.check(text, as: kind, today: Self.today, by: .bundled)
        #expect(!verdict.isValid, "\(kind) lets rubbish through")
        #expect(!Numbers.checkAsWritten(text, as: kind, today: Self.today, by: .bundled).isValid)
        for finding in verdict.findings { #expect(!finding.text.zh.isEmpty && finding.text.zh != finding.text.en) }
      }
    }
  }

  /// Whatever is accepted is stable: its stored form is accepted as written and stored as itself.
  @Test func whatIsAcceptedIsStable() {
    var generator = SeededGenerator(for: "whatIsAcceptedIsStable")
    for _ in 0..<20_000 {
      let text = Rubbish.text(using: &generator)
      let kind = NumberKind.allCases.randomElement(using: &generator) ?? .free
      let verdict = Numbers.check(text, as: kind, today: Self.today, by: .bundled)
      guard verdict.isValid, kind != .residentID15 else { continue }
      let again = Numbers.checkAsWritten(verdict.normalised, as: kind, today: Self.today, by: .bundled)
      #expect(again.isValid && again.normalised == verdict.normalised)
    }
  }

  @Test func everyFaultHasASentenceForEveryKind() {
    for kind in NumberKind.allCases { #expect(!kind.name.zh.isEmpty && !kind.name.en.isEmpty) }
    #expect(NumberKind(idType: "01", by: .bundled) == .residentID)
    #expect(NumberKind(idType: "08", by: .bundled) == .permanentResident)
    #expect(NumberKind(idType: "99", by: .bundled) == .free)
    #expect(NumberKind(idType: "1", by: .bundled) == nil)
    for entry in Standards.bundled.codeLists["id_type"]?.entries ?? [] {
      #expect(NumberKind(idType: entry.code, by: .bundled) != nil)
    }
  }

  /// A resident's number with the check character that fits.
  private func resident(_ region: String, _ birth: String, _ sequence: String) -> String {
    let body = region + birth + sequence
    return "0123456789X".map { body + String($0) }.first { check($0, .residentID).isValid } ?? body
  }
}
