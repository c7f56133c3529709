import PostgreSQL
import Store

/// The endpoint's own login in the private cluster: made once, with a random password that the cluster's file remembers. It may call
/// the functions for applicants and nothing else.
enum IntakeRole {
  static let name = "intake"

  /// - Parameter owner: a connection of the owner of the database.
  static func create(in cluster: PrivateCluster, owner: Connection) async throws {
    let store = ReviewStore(connection: owner)
    guard try await !store.staff().contains(where: { $0.name == name }) else { return }
    let password = randomPassword()
    _ = try await store.addStaff(
      name, role: "intake", department: nil, displayName: "提交端点", password: password, adopt: true)
    try await cluster.addPassword(user: name, password: password)
  }

  private static func randomPassword() -> String {
    let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
    return String((0..<24).compactMap { _ in alphabet.randomElement() })
  }
}
