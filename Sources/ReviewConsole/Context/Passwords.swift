import Domain
import Foundation
import Store

/// Passwords of staff: made, read, kept; never an argument, never printed twice.
enum Passwords {
  /// Sixteen characters without those that look alike, about 92 bits.
  static func generated() -> String {
    let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    var random = SystemRandomNumberGenerator()
    return String((0..<16).compactMap { _ in letters.randomElement(using: &random) })
  }

  /// The first line of standard input.
  static func fromStandardInput(for user: String) async throws(ConsoleFailure) -> String {
    let line = await InputLines.next() ?? ""
    if let broken = PasswordRule.broken(by: line, own: [user]) { throw .badPassword(broken) }
    return line
  }

  /// Asked for twice, not shown; from standard input where nobody can be asked.
  static func ask(_ context: ConsoleContext, for user: String) async throws(ConsoleFailure) -> String {
    guard context.terminal.canAsk else { return try await fromStandardInput(for: user) }
    let zh = context.language == .zh
    let first = await context.terminal.ask(zh ? "\(user) 的新密码：" : "New password of \(user): ", true)
    guard case .line(let password) = first else { throw first == .interrupted ? .cancelled : .declined }
    if let broken = PasswordRule.broken(by: password, own: [user]) { throw .badPassword(broken) }
    guard case .line(let again) = await context.terminal.ask(zh ? "再输入一次：" : "Once more: ", true) else {
      throw .cancelled
    }
    guard again == password else {
      throw .contradiction(
        Text(zh: "两次输入的密码不一样，没有修改。", en: "The two passwords differ; nothing was changed."),
        hint: Text(zh: "请重新输入命令。", en: "Enter the command again."))
    }
    return password
  }

  /// Puts a password into the private cluster's file, so that --user is enough; false where there is none.
  static func remember(_ password: String, of user: String, _ context: ConsoleContext) async throws -> Bool {
    guard case .privateCluster(let cluster) = try await context.database.place().place else { return false }
    try await cluster.addPassword(user: user, password: password)
    return true
  }
}
