import Configuration
import Domain
import Store

extension IdentityService {
  /// The identity sources that are configured; over the private cluster also its development key, for provinces that have none.
  init(_ config: ConfigReader, access: DatabaseAccess, database: Database, profiles: [Profile]) throws {
    let configured = try IdentitySettings.read(config, profiles: profiles)
    var verifiers = configured.mapValues { settings in
      TokenVerifier(
        rules: TokenRules(issuer: settings.issuer, audience: settings.audience), keys: KeySource(settings.place))
    }
    if case .privateCluster(let cluster) = access.place {
      let open = Set(profiles.filter { $0.identity.kind == .sso }.map(\.province)).subtracting(verifiers.keys)
      if !open.isEmpty {
        let key = try DevelopmentKey(stateDirectory: cluster.stateDirectory)
        for province in open { verifiers[province] = key.verifier(province) }
      }
    }
    self.init(verifiers: verifiers, accounts: Accounts(database: database))
  }
}
