import Foundation
import Pictures
import Store
import Testing

/// The content store in a folder of the test's own.
@Suite(.timeLimit(.minutes(30))) final class ContentStoreTests {
  let folder = NSTemporaryDirectory() + "content-\(UUID().uuidString)"
  var store: ContentStore { ContentStore(root: folder + "/attachments/") }

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit {
    chmod(folder, 0o700)
    try? FileManager.default.removeItem(atPath: folder)
  }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    return folder + "/" + name
  }

  func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  func everyFile() -> [String] {
    let root = store.root
    return (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: root + "/" + $0, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  /// FIPS 180-2, appendix B.1, and the empty message.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func knownHash(_ text: String, _ sha256: String) throws {
    let bytes = Array(text.utf8)
    let entry = try store.add(bytes, .jpeg)
    #expect(entry.sha256 == sha256)
    #expect(entry.bytes == bytes.count)
    #expect(entry.path == "\(folder)/attachments/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/\(sha256).jpg")
    #expect(store.path(sha256, .jpeg) == entry.path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: entry.path)) == Data(bytes))
    #expect(try store.verify(sha256, .jpeg) == .intact)
    #expect(try store.verify(sha256, .png) == .missing)
  }

  @Test func onlyTheOwnerReads() throws {
    let entry = try store.add([1, 2, 3], .png)
    #expect(try mode(entry.path) == 0o600)
    var path = entry.path
    while path.count > store.root.count {
      path = String(path[..<(try #require(path.lastIndex(of: "/")))])
      #expect(try mode(path) == 0o700, "\(path.dropFirst(folder.count))")
    }
  }

  /// Sizes around the chunk that is read at a time: file and bytes give the same entry, and nothing else is left
  /// behind.
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 3_000_000])
  func fileAndBytesAgree(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let source = try write(bytes, "source")
    let first = try store.add(file: source, .jpeg)
    let second = try store.add(bytes, .jpeg)
    #expect(first == second)
    #expect(first.bytes == size)
    #expect(try Data(contentsOf: URL(fileURLWithPath: first.path)) == Data(bytes))
    #expect(try store.verify(first.sha256, .jpeg) == .intact)
    #expect(everyFile().count == 1)
    #expect(FileManager.default.fileExists(atPath: source))
  }

  @Test func manyAtOnce() async throws {
    let store = store
    let entries = try await withThrowingTaskGroup(of: ContentStore.Entry.self) { group in
      for task in 0..<32 { group.addTask { try store.add([UInt8](repeating: UInt8(task % 4), count: 200_000), .jpeg) } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(entries.count == 4)
    #expect(everyFile().count == 4)
    for entry in entries { #expect(try store.verify(entry.sha256, .jpeg) == .intact) }
  }

  @Test func sourceThatIsNotThere() throws {
    #expect(throws: ContentStore.Failure.source(code: ENOENT)) { try store.add(file: folder + "/vanished.jpg", .jpeg) }
    #expect(throws: ContentStore.Failure.source(code: EINVAL)) { try store.add(file: folder, .jpeg) }
    mkfifo(folder + "/pipe", 0o600)
    #expect(throws: ContentStore.Failure.source(code: EINVAL)) { try store.add(file: folder + "/pipe", .jpeg) }
    #expect(everyFile().isEmpty)
  }

  @Test func otherContentUnderTheName() throws {
    let bytes: [UInt8] = Array("the picture".utf8)
    let entry = try store.add(bytes, .jpeg)
    try Data("somebody else's".utf8).write(to: URL(fileURLWithPath: entry.path))
    #expect(try store.verify(entry.sha256, .jpeg) == .altered)
    #expect(throws: ContentStore.Failure.altered(sha256: entry.sha256)) { try store.add(bytes, .jpeg) }
    // Left as it is, and nothing beside it.
    #expect(try String(contentsOfFile: entry.path, encoding: .utf8) == "somebody else's")
    #expect(everyFile().count == 1)
  }

  @Test(arguments: [
    "", "abc", String(repeating: "A", count: 64), "../../../../etc/passwd", String(repeating: "é", count: 32),
  ])
  func noHashLeadsOut(_ text: String) {
    #expect(store.path(text, .jpeg) == nil)
    #expect(throws: ContentStore.Failure.malformedHash) { try store.verify(text, .jpeg) }
  }

  /// Root may write anywhere, so there the folder is a file instead.
  @Test func storeThatCannotBeWritten() throws {
    if getuid() == 0 {
      _ = try write([], "attachments")
      #expect(throws: ContentStore.Failure.store(operation: "mkdir", code: ENOTDIR)) { try store.add([1], .jpeg) }
    } else {
      chmod(folder, 0o500)
      #expect(throws: ContentStore.Failure.store(operation: "mkdir", code: EACCES)) { try store.add([1], .jpeg) }
    }
  }
}
