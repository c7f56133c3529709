import Domain

/// A failure in words: what happened and why, and what to do next.
struct Explanation: Sendable {
  let message: Text
  /// Nil when there is nothing sensible to advise.
  let next: Text?

  init(_ zh: String, _ en: String, next: Text? = nil) {
    message = Text(zh: zh, en: en)
    self.next = next
  }
}
