import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

/// The documents that units fill in.
@Suite(.timeLimit(.minutes(30)))
struct WordDocumentTests {
  static let templates = Profile.bundled.flatMap { profile in
    profile.slots.filter { $0.template != nil }.map { (profile.province, $0.id) }
  }

  @Test func everyProvinceThatNamesATemplateHasIt() {
    #expect(
      Self.templates.map { "\($0.0) \($0.1)" } == [
        "jiangsu work_proof_current", "shanxi work_proof_current", "zhejiang work_proof_first",
        "zhejiang work_proof_current",
      ])
  }

  /// A document made again is the same to the byte, and what it holds is well-formed whatever the labels are.
  @Test func checksumsAndMarks() throws {
    var document = WordDocument(title: "甲 & <乙>")
    document.add(paragraph: "一__二 & \"三\"")
    document.add(table: [("<栏>", "□ 男")])
    let bytes = document.bytes
    #expect(bytes == document.bytes && bytes.starts(with: [0x50, 0x4B, 3, 4]))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("甲 &amp; &lt;乙&gt;") && text.contains("&lt;栏&gt;") && !text.contains("<栏>"))
  }

  /// Opened by a program that we did not write, every label is there.
  @Test func everyLabelIsOnPaper() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for (province, slot) in Self.templates {
      let profile = try #require(Profile.bundled.last { $0.province == province })
      let template = try #require(profile.slot(slot)?.template)
      let file = folder.appending(path: "\(province)-\(slot).docx")
      try Data(WordDocument(template, of: profile).bytes).write(to: file)
      files.append(file.path(percentEncoded: false))
    }
    let path = folder.path(percentEncoded: false)
    // One run for all of them, with a user profile of its own.
    try await Self.run(
      "/usr/bin/soffice",
      ["-env:UserInstallation=file://\(path)/office", "--headless", "--convert-to", "pdf", "--outdir", path] + files)
    for (province, slot) in Self.templates {
      let profile = try #require(Profile.bundled.last { $0.province == province })
      let template = try #require(profile.slot(slot)?.template)
      let text = try await Self.run("/usr/bin/pdftotext", ["-layout", "\(path)/\(province)-\(slot).pdf", "-"])
        .filter { !$0.isWhitespace && $0 != "\u{A0}" }
      let labels = template.fields.compactMap { profile.label($0)?.zh } + [template.title.zh]
      let paragraphs =
        (template.opening + template.statement + template.signature).map(\.zh) + [template.note?.zh ?? ""]
      for part in labels + paragraphs.flatMap({ $0.split(separator: "_").map(String.init) }) {
        #expect(text.contains(part.filter { !$0.isWhitespace }), "\(province) \(slot): \(part)")
      }
      #expect(text.filter { $0 == "\u{C}" }.count <= 1, "\(province) \(slot) is longer than a page")
    }
  }

  @discardableResult private static func run(_ program: String, _ arguments: [String]) async throws -> String {
    let result = try await TestProcess.run(arguments, of: program)
    #expect(result.exitCode == 0, "\(program): \(result.talk)")
    return result.output
  }
}
