import CPacking
import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

/// Parts of workbooks that are compressed in blocks, beside each other: what unpacks is what was written.
@Suite struct PackingTests {
  private static let block = 128 << 10
  private static let rows = 20

  private let folder = try? ReadBack.Folder()

  /// What Python finds in the first sheet of a workbook.
  private struct Sheet: Decodable {
    /// Bytes of its XML.
    let size: Int
    /// All texts, one after the other.
    let texts: String
    /// The first part whose checksum is wrong.
    let broken: String?
  }

  private func sheet(_ file: String) async throws -> Sheet {
    let output = try await ReadBack.run(
      "/usr/bin/python3",
      [
        "-c",
        """
        import json, re, sys, zipfile
        archive = zipfile.ZipFile(sys.argv[1])
        data = archive.read("xl/worksheets/sheet1.xml").decode()
        print(json.dumps({"size": len(data), "texts": "".join(re.findall("<t>([^<]*)</t>", data)), "broken": archive.testzip()}))
        """, file,
      ])
    return try JSONDecoder().decode(Sheet.self, from: output)
  }

  /// Writes a workbook whose sheet holds a text, cut into rows, and reads it again.
  private func roundTrip(_ text: String, as name: String) async throws -> Sheet {
    let file = try #require(folder).file(name)
    let book = try Workbook(path: file, constantMemory: true)
    let sheet = try book.addSheet(SheetName("s"))
    let letters = Array(text)
    for row in 0..<Self.rows {
      let part = letters[letters.count * row / Self.rows..<letters.count * (row + 1) / Self.rows]
      try sheet.write(.text(String(part)), row: row, column: 0)
    }
    _ = try book.finish()
    return try await self.sheet(file)
  }

  /// Letters that compress as little as letters can, and none that must be escaped (`_x0041_`).
  private func letters(_ count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.")
    return String((0..<count).compactMap { _ in alphabet.randomElement(using: &generator) })
  }

  @Test func everyLengthAroundTheEndsOfBlocksComesBack() async throws {
    let least = letters(1_000)
    let markup = try await roundTrip(least, as: "least.xlsx").size - least.count
    let before = packing_total()
    for blocks in [1, 2, 4] {
      for beyond in [-1, 0, 1] {
        let size = blocks * Self.block + beyond
        let text = letters(size - markup)
        let read = try await roundTrip(text, as: "\(blocks)\(beyond).xlsx")
        #expect(read.broken == nil && read.size == size, "\(blocks) blocks and \(beyond) bytes")
        #expect(read.texts == text, "\(blocks) blocks and \(beyond) bytes")
      }
    }
    // The libraries below came this way.
    #expect(packing_is_in_use() == 1)
    #expect(packing_total() - before > 21 * UInt64(Self.block))
  }

  @Test func whatRepeatsItselfOverTheEndsOfBlocksComesBack() async throws {
    let text = String(String(repeating: letters(700), count: 900).prefix(600_000))
    let read = try await roundTrip(text, as: "repeating.xlsx")
    #expect(read.broken == nil && read.texts == text)
    let file = try #require(folder).file("repeating.xlsx")
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
    // Each block knows the end of the one before.
    #expect(try #require(size) < 30_000)
  }

  @Test func aCancelledWorkbookLeavesNothing() async throws {
    let folder = try #require(folder)
    let text = letters(30_000)
    let task = Task {
      let book = try Workbook(path: folder.file("cancelled.xlsx"), constantMemory: true)
      let sheet = try book.addSheet(SheetName("s"))
      for row in 0..<100 { try sheet.write(.text(text), row: row, column: 0) }
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try book.finish()
    }
    await #expect(throws: WorkbookFailure.closed) { try await task.value }
    #expect(try folder.names().isEmpty)
  }
}
