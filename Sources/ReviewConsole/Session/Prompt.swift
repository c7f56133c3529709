import Domain

/// The prompt: who, which bureau, what waits.
struct Prompt: Sendable {
  let context: ConsoleContext

  func text() async -> String {
    context.language == .zh ? "审核台 > " : "review > "
  }
}
