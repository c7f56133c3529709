import Foundation
import Store

/// Measures what the project promises about speed, and how near bulk loading comes to what the machine can do: all of it, or the parts
/// that are named.
@main enum Main {
  enum Part: String, CaseIterable { case domain, pictures, endpoint, ledger, loading, exports, reports }

  static func main() async {
    if await LedgerBenchmarks.isChild() { return }
    var table = Measurements()
    do {
      var parts = Set<Part>()
      var applications: Int?
      for word in CommandLine.arguments.dropFirst() {
        if let part = Part(rawValue: word) {
          parts.insert(part)
        } else if let count = Int(word), count > 0 {
          applications = count
        } else {
          throw Unknown(word: word)
        }
      }
      // The million is loaded for those who ask for it.
      if parts.isEmpty { parts = Set(Part.allCases).subtracting([.reports]) }
      if parts.contains(.domain) { DomainBenchmarks.run(&table) }
      if parts.contains(.pictures) { try PictureBenchmarks.run(&table) }
      let environment = ProcessInfo.processInfo.environment
      let folder =
        environment["REVIEW_BENCH_DIR"].map { URL(filePath: $0) }
        ?? FileManager.default.temporaryDirectory.appending(path: "review-bench-\(getpid())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // The database server's account must be able to pass.
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
      var loading = LoadingBenchmarks(folder: folder)
      if let applications { loading.applications = applications }
      let result: Result<Void, any Error>
      do {
        if parts.contains(.endpoint), let program = environment["REVIEW_BENCH_SERVER"] {
          try await SubmissionBenchmarks(folder: folder, program: program).run(&table)
        }
        if parts.contains(.ledger), let twin = environment["REVIEW_BENCH_TWIN"] {
          try await LedgerBenchmarks(
            folder: folder, twin: twin, python: environment["REVIEW_BENCH_PYTHON"],
            script: environment["REVIEW_BENCH_SCRIPT"]
          ).run(&table)
        }
        if parts.contains(.loading) { try await loading.run(&table) }
        if parts.contains(.exports) { try await ExportBenchmarks(folder: folder).run(&table) }
        if parts.contains(.reports) {
          let place = PrivateCluster.defaultStateDirectory(environment).path(percentEncoded: false)
          try await ReportBenchmarks(
            folder: URL(
              filePath: environment["REVIEW_BENCH_KEPT"] ?? (place.hasSuffix("/") ? String(place.dropLast()) : place)
                + "-bench")
          ).run(&table)
        }
        result = .success(())
      } catch { result = .failure(error) }
      try? FileManager.default.removeItem(at: folder)
      try result.get()
    } catch {
      FileHandle.standardError.write(Data("没有测完  stopped: \(error)\n".utf8))
      table.isComplete = false
    }
    exit(table.isComplete && table.allGoalsMet ? 0 : 1)
  }

  struct Unknown: Error, CustomStringConvertible {
    let word: String
    var description: String {
      let parts = Part.allCases.map(\.rawValue).joined(separator: " ")
      return "不认识 unknown: \(word)。可用 take a number of applications, or any of: \(parts)"
    }
  }
}
