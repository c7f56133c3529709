/// How data is written to standard output.
enum OutputFormat: String, CaseIterable, Sendable {
  case table, csv, tsv, json
}
