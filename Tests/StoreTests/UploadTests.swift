import Domain
import Foundation
import Testing

@testable import Store

/// Files that come bit by bit.
@Suite(.timeLimit(.minutes(30))) struct UploadTests {
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
      let entry = try upload.keep(as: .jpeg, length: upload.bytes)
      #expect(entry == whole)
      #expect(try store.verify(entry.sha256, .jpeg) == .intact)
    }
  }

  @Test("what a phone appended is cut: name and bytes are those of the picture")
  func trailer() throws {
    try Self.withStore { store in
      let picture = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
      let upload = try store.upload()
      try upload.write((picture + Array("vivo{}".utf8))[...])
      let entry = try upload.keep(as: .jpeg, length: picture.count)
      #expect(entry.bytes == picture.count)
      #expect(entry.sha256 == ContentStore.hash(of: picture))
      #expect(try Data(contentsOf: URL(filePath: entry.path)) == Data(picture))
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

  @Test("the same content many times at once is kept once, and everybody is told the same name")
  func together() async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "uploads-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let store = ContentStore(root: root.path(percentEncoded: false))
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let entries = try await withThrowingTaskGroup(of: ContentStore.Entry.self) { group in
      for turn in 0..<16 {
        group.addTask {
          let upload = try store.upload()
          for start in stride(from: 0, to: bytes.count, by: 3_000 + turn) {
            try upload.write(bytes[start..<min(start + 3_000 + turn, bytes.count)])
          }
          return try upload.keep(as: .png, length: upload.bytes)
        }
      }
      return try await group.reduce(into: Set<ContentStore.Entry>()) { $0.insert($1) }
    }
    #expect(entries.count == 1)
    #expect(Self.leftovers(store).isEmpty)
    #expect(try store.verify(try #require(entries.first).sha256, .png) == .intact)
  }

  @Test("what lies altered under the name is left as it is, and the upload is refused")
  func altered() throws {
    try Self.withStore { store in
      let bytes = Array("the same".utf8)
      let entry = try store.add(bytes, .jpeg)
      try Data("another".utf8).write(to: URL(filePath: entry.path))
      let upload = try store.upload()
      try upload.write(bytes[...])
      #expect(throws: ContentStore.Failure.altered(sha256: entry.sha256)) {
        _ = try upload.keep(as: .jpeg, length: upload.bytes)
      }
      #expect(try Data(contentsOf: URL(filePath: entry.path)) == Data("another".utf8))
    }
  }

  @Test("what was stored is read back piece by piece; what is not there is said so")
  func reading() throws {
    try Self.withStore { store in
      let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
      let entry = try store.add(bytes, .jpeg)
      let reading = try store.reading(entry.sha256, as: .jpeg)
      #expect(reading.bytes == bytes.count)
      var read: [UInt8] = []
      while case let part = try reading.next(), !part.isEmpty {
        #expect(part.count <= 64 << 10)
        read += part
      }
      #expect(read == bytes)
      #expect(throws: ContentStore.Failure.store(operation: "open", code: ENOENT)) {
        _ = try store.reading(entry.sha256, as: .png)
      }
      #expect(throws: ContentStore.Failure.malformedHash) { _ = try store.reading("../../etc/passwd", as: .jpeg) }
    }
  }
}
