import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

/// Files that appear whole, all at once, or not at all.
@Suite(.timeLimit(.minutes(30))) struct AtomicFilesTests {
  private func put(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

  @Test func aFileIsSeenWhenItIsWhole() throws {
    let folder = try ReadBack.Folder()
    let target = folder.file("a.xlsx")
    #expect(try !AtomicFiles.isTaken(target))
    let first = try AtomicFiles(file: target)
    try put("new", first.hidden("a.xlsx"))
    #expect(try folder.names().allSatisfy { $0.hasPrefix(".") })
    // Somebody else's came up meanwhile.
    try put("theirs", target)
    #expect(try AtomicFiles.isTaken(target))
    #expect(throws: FileFailure.fileExists(path: target)) { try first.commit(["a.xlsx"], overwrite: false) }
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "theirs")
    first.abandon()
    #expect(try folder.names() == ["a.xlsx"])
    let second = try AtomicFiles(file: target)
    try put("new", second.hidden("a.xlsx"))
    try second.commit(["a.xlsx"], overwrite: true)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "new")
    #expect(try folder.names() == ["a.xlsx"])
  }

  @Test func badPlaces() throws {
    let folder = try ReadBack.Folder()
    #expect(throws: FileFailure.folderMissing(path: folder.file("no"))) {
      try AtomicFiles.isTaken(folder.file("no/a.xlsx"))
    }
    #expect(throws: FileFailure.folderMissing(path: folder.file("no"))) {
      try AtomicFiles(file: folder.file("no/a.xlsx"))
    }
    #expect(throws: FileFailure.isFolder(path: folder.path)) { try AtomicFiles.isTaken(folder.path) }
    #expect(throws: FileFailure.nameInvalid(path: folder.file("a\u{7}.xlsx"))) {
      try AtomicFiles.isTaken(folder.file("a\u{7}.xlsx"))
    }
    let long = folder.file(String(repeating: "长", count: 100))
    #expect(throws: FileFailure.nameTooLong(path: long)) { try AtomicFiles.isTaken(long) }
    try put("mine", folder.file("b.xlsx"))
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: folder.file("b.xlsx"))
    #expect(throws: FileFailure.writeProtected(path: folder.file("b.xlsx"))) {
      try AtomicFiles.isTaken(folder.file("b.xlsx"))
    }
    #expect(throws: FileFailure.notRegular(path: "/dev/null")) { try AtomicFiles.isTaken("/dev/null") }
    #expect(throws: FileFailure.isFile(path: folder.file("b.xlsx"))) { try AtomicFiles(folder: folder.file("b.xlsx")) }
    #expect(throws: FileFailure.self) { try AtomicFiles(file: "/proc/a.xlsx") }
  }

  @Test func whatIsInTheFolderStays() throws {
    let folder = try ReadBack.Folder()
    func put(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
    func text(_ name: String) -> String? { try? String(contentsOfFile: folder.file(name), encoding: .utf8) }
    try put("other", folder.file("other.txt"))
    try put("old", folder.file("a.xlsx"))

    let first = try AtomicFiles(folder: folder.path)
    #expect(first.taken(["a.xlsx", "b.xlsx"]) == ["a.xlsx"])
    for name in ["a.xlsx", "b.xlsx"] { try put("new", first.temporaryPath + "/" + name) }
    #expect(throws: FileFailure.fileExists(path: folder.file("a.xlsx"))) {
      try first.commit(["b.xlsx", "a.xlsx"], overwrite: false)
    }
    first.abandon()
    #expect(try folder.names() == ["a.xlsx", "other.txt"])
    #expect(text("a.xlsx") == "old")

    // All or none: the second one cannot be moved, so the first one is moved back.
    let second = try AtomicFiles(folder: folder.path)
    try put("new", second.temporaryPath + "/a.xlsx")
    #expect(throws: FileFailure.self) { try second.commit(["a.xlsx", "b.xlsx"], overwrite: true) }
    second.abandon()
    #expect(text("a.xlsx") == "old")
    #expect(try folder.names() == ["a.xlsx", "other.txt"])

    let third = try AtomicFiles(folder: folder.path)
    for name in ["a.xlsx", "b.xlsx"] { try put("new", third.temporaryPath + "/" + name) }
    try third.commit(["a.xlsx", "b.xlsx"], overwrite: true)
    #expect(try folder.names() == ["a.xlsx", "b.xlsx", "other.txt"])
    #expect(text("a.xlsx") == "new")
  }
}
