/// A sex as an ID number tells it; raw values are those of GB/T 2261.1.
public enum Sex: String, CaseIterable, Sendable, Codable {
  case male = "1"
  case female = "2"
}
