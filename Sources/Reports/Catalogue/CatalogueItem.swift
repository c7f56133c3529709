public import Domain

/// What the catalogue lists and `export` writes.
public protocol CatalogueItem: Sendable {
  /// What `stats` and `export` call it (`summary`).
  var id: String { get }
  /// Its name.
  var name: Text { get }
  /// What it answers.
  var question: Text { get }
}
