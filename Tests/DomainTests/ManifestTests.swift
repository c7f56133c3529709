import Foundation
import Testing

/// `Package.swift` says what is imported: no more, so that a target is built with what it needs, and no less, so that no build hangs on
/// its luck.
@Suite struct ManifestTests {
  private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized
  /// What comes with the compiler.
  private static let toolchain: Set = [
    "Foundation", "Glibc", "Synchronization", "Testing", "PackageDescription", "Dispatch",
  ]

  /// A target and the folder it is built from.
  private struct Target {
    let name: String
    let folder: String
    let dependencies: Set<String>

    /// - Parameter text: behind its name.
    init(_ name: String, _ text: Substring) {
      self.name = name
      folder =
        text.firstMatch(of: /path: "([^"]+)"/).map { String($0.1) }
        ?? (name.hasSuffix("Tests") ? "Tests/" : "Sources/") + name
      let list = text.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
      let packages = list.matches(of: /library\("(\w+)", package: "[^"]+"\)/).map { String($0.1) }
      let own = list.replacing(/library\([^)]*\)/, with: "").matches(of: /"(\w+)"/).map { String($0.1) }
      dependencies = Set(packages + own)
    }

    func imports(below root: URL) throws -> Set<String> {
      var found: Set<String> = []
      let folder = root.appending(path: folder).path
      for case let file as String in FileManager.default.enumerator(atPath: folder) ?? .init()
      where file.hasSuffix(".swift") {
        let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
        for match in text.matches(of: /(?m)^(?:@testable |public |package |internal )*import (?:struct |func )?(\w+)/) {
          found.insert(String(match.1))
        }
      }
      return found
    }
  }

  @Test func whatIsImportedIsWhatIsSaid() throws {
    let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    let starts = Array(manifest.matches(of: /\.(?:executableTarget|target|testTarget)\(\s*name: "(\w+)"/))
    let targets = zip(starts, starts.dropFirst().map(\.range.lowerBound) + [manifest.endIndex]).map { start, end in
      Target(String(start.1), manifest[start.range.upperBound..<end])
    }
    #expect(targets.count > 15)
    for target in targets where target.name != "CPacking" {
      let imports = try target.imports(below: Self.root).subtracting(Self.toolchain)
      #expect(imports == target.dependencies, "\(target.name)")
    }
  }
}
