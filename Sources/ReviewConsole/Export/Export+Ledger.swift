import Domain
import Foundation
import Reports
import Store

/// The ledger: written while it is read.
extension Export {
  func writeLedger() async throws -> CommandOutput {
    try Ledger.check(filters)
    let overwrite = try await mayReplace(file)
    let maker = try await makerName()
    let (result, number) = try await recorded(
      Ledger.id, filters, in: file, overwrite: overwrite
    ) { number, path in
      let order = Ledger.Order(
        export: number, filters: filters, purpose: isUnmasked ? purpose : nil, maker: maker, language: context.language,
        kind: Ledger.Kind(of: file))
      return try await ProgressLine.during(Ledger.name, context) { line in
        // After a lost connection it is written anew, of a new snapshot.
        try await context.read { store in
          try await Ledger.write(order, by: context.catalogue, on: store.connection, to: path) {
            line.show($0.done, of: $0.total, $0.step)
          }
        }
      }
    }
    return output(result, record: number)
  }
}
