import Foundation
import Testing

@testable import Pictures

/// The pictures that demo applications hold, against the index that says what they are.
@Suite struct DrawnPoolTests {
  struct Entry: Decodable {
    let file: String
    let slots: [String]
    let kind: String
    let background: String?
    let flaw: String?
    let bytes: Int
    let width: Int
    let height: Int
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Demo/Resources/pictures").standardizedFileURL

  static func entries() throws -> [Entry] {
    try JSONDecoder().decode([Entry].self, from: Data(contentsOf: folder.appending(path: "pictures.json")))
  }

  @Test func everyPictureIsWhatTheIndexSays() throws {
    for entry in try Self.entries() {
      let report = try Picture.inspect(path: Self.folder.appending(path: entry.file).path)
      #expect(report.kind.rawValue == entry.kind, "\(entry.file)")
      #expect(report.bytes == entry.bytes, "\(entry.file)")
      #expect((report.width, report.height) == (entry.width, entry.height), "\(entry.file)")
      if let background = entry.background {
        #expect(report.backdrop.colour.rawValue == background, "\(entry.file)")
        // The unsharp portrait is there to be suspected; nobody else is.
        #expect(report.looksEnlarged == (entry.flaw == "P01"), "\(entry.file): \(report.detail ?? -1)")
      }
    }
  }

  /// The bounds of all three provinces: Zhejiang's portrait over 60 K and 413 by 626, Shanxi's files under 1 M (K = 1024).
  @Test func everyPictureFitsItsSlots() throws {
    var total = 0
    for entry in try Self.entries() {
      total += entry.bytes
      #expect(entry.bytes < 1 << 20, "\(entry.file)")
      guard entry.slots == ["photo"] else { continue }
      #expect(entry.bytes > 60 << 10, "\(entry.file)")
      #expect(entry.width >= 413 && entry.height >= 626, "\(entry.file)")
    }
    #expect(total < 3_000_000)
  }

  @Test func everySlotHasAPicture() throws {
    let slots = Set(try Self.entries().filter { $0.flaw == nil }.flatMap(\.slots))
    let expected: Set = [
      "photo", "id_front", "id_back", "id_document", "unit_certificate", "work_proof_current", "work_proof_first",
      "diploma_full_time",
      "degree_full_time", "diploma_part_time", "degree_part_time", "qualification_certificate", "household_proof",
      "student_card", "abacus_certificate", "cpa_certificate",
    ]
    #expect(slots == expected)
  }
}
