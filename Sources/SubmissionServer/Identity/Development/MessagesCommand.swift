import ArgumentParser
import Domain
import Foundation
import Store

/// `submission-server messages`: what would be sent about accounts, for trying things out.
struct MessagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: "查看待发的账号消息 Messages about accounts that wait.",
    discussion: """
      找回密码的验证码在这里可以看到。只用于本机的私有数据库。
      Codes for resetting a password are seen here. For the private database of this machine only.
      """)

  func run() async throws {
    let access = try DatabaseAccess()
    guard access.isPrivate else {
      throw CommandRefusal(
        zh: "已配置 REVIEW_DATABASE_URL：只能查看本机私有数据库的消息。",
        en: "REVIEW_DATABASE_URL is set: this is for the private database only."
      ).said
    }
    try await access.prepare(ReferenceData.source(try ServeCommand.catalogue()))
    let owner = try await access.connect(as: nil)
    let messages = try await AccountMessage.waiting(on: owner)
    await owner.close()
    if messages.isEmpty {
      FileHandle.standardError.write(Data("没有待发的账号消息。 No message waits.\n".utf8))
    }
    for message in messages { print(Self.line(message)) }
  }

  static func line(_ message: AccountMessage) -> String {
    let time = message.createdAt.formatted(.iso8601)
    return "\(time)  \(message.channel)  \(message.recipient ?? "-")  \(message.body)"
  }
}
