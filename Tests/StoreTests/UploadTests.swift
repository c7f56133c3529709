import Domain
import Foundation
import Testing

@testable import Store

/// Files that come bit by bit.
@Suite struct UploadTests {
  static func withStore(_ body: (ContentStore) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "uploads-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try body(ContentStore(root: root.path(percentEncoded: false)))
  }

  static func leftovers(_ store: ContentStore) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: store.incoming)) ?? []
  }

  @Test("the same bytes in one piece and in many have one name, and nothing is left beside them")
  func pieces() throws {
    try Self.withStore { store in
      let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let whole = try store.add(bytes, .jpeg)
      let upload = try store.upload()
      for start in stride(from: 0, to: bytes.count, by: 7_001) {
        try upload.write(bytes[start..<min(start + 7_001, bytes.count)])
      }
      #expect(upload.bytes == bytes.count)
      let entry = try upload.keep(as: Domain.PictureKind.jpeg)
      #expect(entry == whole)
      #expect(try store.verify(entry.sha256, .jpeg) == .intact)
    }
  }

  @Test("what is not kept is gone")
  func dropped() throws {
    try Self.withStore { store in
      do {
        let upload = try store.upload()
        try upload.write([1, 2, 3])
        #expect(Self.leftovers(store).count == 1)
      }
      #expect(Self.leftovers(store).isEmpty)
    }
  }

  @Test("leftovers of a killed process are swept after an hour, not what is just coming in")
  func sweep() throws {
    try Self.withStore { store in
      #expect(store.sweep() == 0)
      let upload = try store.upload()
      try upload.write([1])
      let old = store.incoming + "/old"
      try Data([1]).write(to: URL(filePath: old))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -4000)], ofItemAtPath: old)
      #expect(store.sweep() == 1)
      #expect(Self.leftovers(store).count == 1)
      _ = upload
    }
  }

  @Test("a full or unwritable store is said so")
  func unwritable() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "file-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(throws: ContentStore.Failure.self) {
      _ = try ContentStore(root: file.path(percentEncoded: false)).upload()
    }
  }
}
