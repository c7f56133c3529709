/// A language of the screens; Chinese is the first one.
public enum Language: String, CaseIterable, Sendable, Codable {
  case zh, en
}
