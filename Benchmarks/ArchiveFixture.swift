import Demo
import Domain
import Foundation

/// An archive file of invented people, each as somebody of a demo application of a province that takes archives.
struct ArchiveFixture {
  let count: Int

  private static let columns = [
    "province", "identity.id_number", "identity.name", "personal.country", "personal.ethnic", "personal.political",
    "personal.phone", "personal.email", "personal.address", "personal.postal_code", "personal.region",
    "education.full_time.level", "education.full_time.degree", "education.full_time.major",
    "education.full_time.school",
    "education.full_time.graduated_on", "title.code", "work.status", "work.unit_name", "cpa.holder",
  ]

  /// Persons repeat their answers and differ in their numbers.
  func write(to file: URL) throws {
    let provinces = Set(Profile.bundled.filter { $0.settings.legacy != nil }.map(\.province))
    let people = DemoGenerator(seed: 3, count: 4_000, today: DomainBenchmarks.today, catalogue: .bundled).filter {
      provinces.contains($0.province)
    }.compactMap(\.submissions.first?.answers)
    var text = Self.columns.joined(separator: ",") + ",password_scheme,password_hash\n"
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    for index in 0..<count {
      let person = people[index % people.count]
      let fields = Self.columns.map { column in
        switch column {
        case "province": provinces.first ?? ""
        case "identity.id_number": Self.number(index)
        default: person[column].map { $0.string ?? $0.canonicalJSON } ?? ""
        }
      }
      text += fields.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
      text += ",md5,\(String(repeating: "0123456789abcdef", count: 2))\n"
      if text.utf8.count > 1 << 20 || index == count - 1 {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.close()
  }

  /// A number of a person who never was: born on one of some 13,000 days, one of 999 of that day.
  private static func number(_ index: Int) -> String {
    let day = (Day(year: 1965, month: 1, day: 1) ?? .latest).adding(days: index / 999)
    let body = "140105" + day.iso.replacing("-", with: "") + String(format: "%03d", index % 999 + 1)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    return body + String(Array("10X98765432")[sum % 11])
  }
}
