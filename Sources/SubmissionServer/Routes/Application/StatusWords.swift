import Domain

/// What the applicant reads about a state: the channel's words, else the profile's, else the general ones (R22).
struct StatusWords: Sendable {
  let name: String
  /// nil = the name says it all.
  let text: String?

  init(profile: Profile, channel: String, state: ApplicationState, language: Language) {
    let own = profile.channel(channel)?.statuses[state] ?? profile.settings.statuses[state]
    name = (own?.name ?? state.name)(language)
    text = own?.text?(language)
  }
}
