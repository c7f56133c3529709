import Foundation

/// Lines of standard input, read on a thread of their own: a blocked read must not hold one of the few threads that
/// run Swift's tasks.
enum InputLines {
  private static let queue = DispatchQueue(label: "review-console.input")

  /// The next line without its line break; nil at the end of the input.
  static func next() async -> String? {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: readLine(strippingNewline: true)) }
    }
  }
}
