import Foundation

/// Measures what the project promises about speed, and how near bulk loading comes to what the machine can do.
@main enum Main {
  static func main() async {
    if await LedgerBenchmarks.isChild() { return }
    var table = Measurements()
    do {
      DomainBenchmarks.run(&table)
      try PictureBenchmarks.run(&table)
      let environment = ProcessInfo.processInfo.environment
      let folder =
        environment["REVIEW_BENCH_DIR"].map { URL(filePath: $0) }
        ?? FileManager.default.temporaryDirectory.appending(path: "review-bench-\(getpid())")
      var loading = LoadingBenchmarks(folder: folder)
      if let chosen = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }) {
        loading.applications = max(1, chosen)
      }
      let result: Result<Void, any Error>
      do {
        if let program = environment["REVIEW_BENCH_SERVER"] {
          try await SubmissionBenchmarks(folder: folder, program: program).run(&table)
        }
        if let twin = environment["REVIEW_BENCH_TWIN"] {
          try await LedgerBenchmarks(
            folder: folder, twin: twin, python: environment["REVIEW_BENCH_PYTHON"],
            script: environment["REVIEW_BENCH_SCRIPT"]
          ).run(&table)
        }
        try await loading.run(&table)
        try await ExportBenchmarks(folder: folder).run(&table)
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
}
