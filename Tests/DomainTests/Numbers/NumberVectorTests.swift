import Domain
import TestSupport
import Testing

/// Numbers with known verdicts. The resident numbers use county codes of 2019-2021 with earlier birth dates, so that
/// they belong to nobody. Each is judged as it stands.
@Suite struct NumberVectorTests {
  static let today = Day(iso: "2026-11-21") ?? .latest

  static let vectors: [(String, NumberKind, [NumberFault])] = [
    ("33011419880808008X", .residentID, []),
    ("33011419880808008x", .residentID, []),
    ("320613197809011179", .residentID, []),
    ("140703196905200353", .residentID, []),
    ("993313198503120116", .residentID, [.address]),
    ("330113199002290131", .residentID, [.birth]),
    ("330113198503120005", .residentID, [.sequence]),
    ("33011319853012011X", .residentID, [.birth, .checkCharacter]),
    ("320613780901117", .residentID15, []),
    ("140703690520035", .residentID15, []),
    ("330113850312011", .residentID15, []),
    ("33011385031201", .residentID15, [.format]),
    ("330113850230011", .residentID15, [.birth]),
    ("33011385031201X", .residentID15, [.format]),
    ("830000198304070421", .residencePermit, []),
    ("830000197602290559", .residencePermit, []),
    ("820000199512240336", .residencePermit, []),
    ("820000199512240331", .residencePermit, [.checkCharacter]),
    ("830000198304310421", .residencePermit, [.birth]),
    ("H12345678", .residencePermit, [.length]),
    ("91330113MA2X004570", .creditCode, []),
    ("91330113MA2XX0019U", .creditCode, []),
    ("52140100MJ0003032K", .creditCode, []),
    ("12330100000001011R", .creditCode, []),
    ("91350100M000100Y4Z", .creditCode, [.charset]),
    ("91330113MA2XX0019", .creditCode, [.length]),
    ("91330113MAOXX0019U", .creditCode, [.charset]),
    ("00000101-1", .organisationCode, []),
    ("73821950-0", .organisationCode, []),
    ("10000004-0", .organisationCode, []),
    ("D2143569-1", .organisationCode, [.checkCharacter]),
    ("738219５0-1", .organisationCode, [.charset]),
    ("7382195-0", .organisationCode, [.length]),
    ("933840198001150011", .permanentResident2023, []),
    ("932392197512300126", .permanentResident2023, []),
    ("911036196907040457", .permanentResident2023, []),
    ("933000198001150017", .permanentResident2023, [.nationality]),
    ("933840198002300018", .permanentResident2023, [.birth]),
    ("933840198001150010", .permanentResident2023, [.checkCharacter]),
    ("AUS110169070414", .permanentResidentOld, []),
    ("JPN320575123018", .permanentResidentOld, []),
    ("KOR310188111113", .permanentResidentOld, []),
    ("US3301800115123", .permanentResidentOld, [.format]),
    ("USA33018001151", .permanentResidentOld, [.format]),
    ("16600000000", .mobile, []),
    ("15900000000", .mobile, []),
    ("19900000000", .mobile, []),
    ("+8613800000000", .mobile, [.format]),
    ("０1380000000", .mobile, [.format]),
    ("12800000000", .mobile, [.format]),
    ("210000", .postcode, []),
    ("041000", .postcode, []),
    ("030000", .postcode, []),
    ("31000", .postcode, [.format]),
    ("3100011", .postcode, [.format]),
    ("910000", .postcode, [.format]),
    ("H00000001", .hongKongMacaoPermit, []),
    ("M00000002", .hongKongMacaoPermit, []),
    ("H0000000301", .hongKongMacaoPermit, []),
    ("HM0000001", .hongKongMacaoPermit, [.format]),
    ("h00000001", .hongKongMacaoPermit, [.format]),
    ("H1234567", .hongKongMacaoPermit, [.format]),
    ("0000000001(A)", .taiwanPermit, []),
    ("12345678", .taiwanPermit, []),
    ("0000000101", .taiwanPermit, []),
    ("T0000001", .taiwanPermit, [.format]),
    ("123456789", .taiwanPermit, [.format]),
    ("1234567", .taiwanPermit, [.format]),
    ("DE0000001", .chinesePassport, []),
    ("PE0000001", .chinesePassport, []),
    ("EA0000001", .chinesePassport, []),
    ("140000001", .chinesePassport, []),
    ("A00000001", .chinesePassport, [.format]),
    ("EAA000001", .chinesePassport, [.format]),
    ("E0000001", .chinesePassport, [.format]),
  ]

  @Test(arguments: vectors)
  func isJudgedAsWritten(value: String, kind: NumberKind, faults: [NumberFault]) {
    let check = Numbers.checkAsWritten(value, as: kind, today: Self.today, by: .bundled)
    #expect(check.errors.map(\.fault) == faults)
    #expect(check.isValid == faults.isEmpty)
    if kind == .permanentResidentOld { #expect(check.warnings.isEmpty) }
  }

  /// Tidying may make a number right (lower case, +86), but never lets a wrong digit through, and what is right as
  /// written stays right.
  @Test(arguments: vectors)
  func isJudgedAsTyped(value: String, kind: NumberKind, faults: [NumberFault]) {
    let check = Numbers.check(value, as: kind, today: Self.today, by: .bundled)
    let becomesRight = ["+8613800000000", "h00000001"].contains(value)
    #expect(check.isValid == (faults.isEmpty || becomesRight))
    if check.isValid {
      let again = Numbers.checkAsWritten(
        check.normalised, as: kind == .residentID15 ? .residentID : kind, today: Self.today, by: .bundled)
      #expect(again.isValid)
    }
  }

  @Test func lowerCaseIsUpperedFirst() {
    let old = Numbers.check("usa330180011512", as: .permanentResidentOld, today: Self.today, by: .bundled)
    #expect(old.isValid && old.normalised == "USA330180011512")
    #expect(
      !Numbers.checkAsWritten("usa330180011512", as: .permanentResidentOld, today: Self.today, by: .bundled).isValid)
    #expect(
      Numbers.check("33011419880808008x", as: .residentID, today: Self.today, by: .bundled).normalised
        == "33011419880808008X")
  }
}
