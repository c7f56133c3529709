public import Domain
public import Store

/// The demo's staff: a reviewer, a manager and a helpdesk member for each of a few departments of a province, and one administrator.
public enum DemoStaff {
  /// A county bureau or two, the city and the province, in each of the three provinces that come with the program.
  private static let usual = [
    "330102", "330106", "330100", "330000", "320102", "320106", "320100", "320000", "140105", "140106", "140100",
    "140000",
  ]

  /// The departments with staff: those, and likewise of every other province the first city with its first two counties.
  public static func departments(for profiles: [Profile]) -> [String] {
    let others = Dictionary(profiles.map { ($0.region, $0) }) { $1 }.filter { !usual.contains($0.key) }
    return usual
      + others.sorted { $0.key < $1.key }.flatMap { region, profile in
        let bureaus = profile.standards.departments
        let city =
          bureaus.children(of: region).first { !bureaus.children(of: $0.code).isEmpty }
          ?? bureaus.children(of: region).first
        return (city.map { bureaus.children(of: $0.code).prefix(2).map(\.code) + [$0.code] } ?? []) + [region]
      }
  }

  /// One account to be made.
  public struct Account: Sendable, Hashable {
    /// `reviewer.330102`, or `admin`.
    public let name: String
    /// The role.
    public let role: Actor
    /// Nil for the administrator.
    public let department: String?
    /// The name of the person.
    public let displayName: String
  }

  /// All accounts, in the order of the departments.
  public static func accounts(for profiles: [Profile]) -> [Account] {
    departments(for: profiles).enumerated().flatMap { index, code in
      [Actor.reviewer, .manager, .helpdesk].enumerated().map { position, role in
        let name = names[(index * 3 + position) % names.count]
        return Account(name: "\(role.rawValue).\(code)", role: role, department: code, displayName: name)
      }
    } + [Account(name: "admin", role: .administrator, department: nil, displayName: "系统管理员")]
  }

  /// Makes the accounts that are not there yet, with a random password each, which the cluster's password file remembers.
  ///
  /// - Parameters:
  ///   - profiles: the forms of the provinces that have staff.
  ///   - store: of the owner of the database.
  public static func create(
    for profiles: [Profile], in store: ReviewStore, of cluster: PrivateCluster
  ) async throws {
    let known = Set(try await store.staff().map(\.name))
    for account in accounts(for: profiles) where !known.contains(account.name) {
      let password = try await cluster.passwordToBe(user: account.name).password
      _ = try await store.addStaff(
        account.name, role: account.role.rawValue, department: account.department, displayName: account.displayName,
        password: password, adopt: true)
    }
  }

  private static let names = [
    "陈静", "王建国", "李敏", "张伟", "刘洋", "周丽", "吴强", "徐芳", "孙磊", "朱琳", "胡军", "郭颖", "何斌", "高洁", "林涛", "罗娟", "郑凯", "梁雪",
    "谢峰", "宋佳", "唐浩", "许倩", "韩冰", "冯雷", "邓超群", "曹颖慧", "彭程", "曾莉", "肖扬", "田甜", "董明", "潘虹", "袁野", "蒋欣", "蔡文", "余晖",
  ]
}
