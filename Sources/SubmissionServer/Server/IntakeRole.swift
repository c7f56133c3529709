import PostgreSQL
import Store

/// The endpoint's own login in the private cluster: made once, with a random password that the cluster's file remembers first. It may call
/// the functions for applicants and nothing else.
enum IntakeRole {
  static let name = "intake"

  /// - Parameter owner: a connection of the owner of the database.
  static func create(in cluster: PrivateCluster, owner: Connection) async throws {
    let store = ReviewStore(connection: owner)
    let isThere = try await store.staff().contains { $0.name == name }
    let password = try await cluster.passwordToBe(user: name)
    if isThere {
      // Made by a program that was killed before it had written the password down.
      if password.isNew { try await store.setPassword(of: name, to: password.password) }
      return
    }
    do {
      _ = try await store.addStaff(
        name, role: "intake", department: nil, displayName: "提交端点", password: password.password, adopt: true)
    } catch {
      // Another server was faster: it has the same password from the file.
      guard case .refused(let refusal) = error, refusal.word == .staffExists, refusal["elsewhere"] == nil else {
        throw error
      }
    }
  }
}
