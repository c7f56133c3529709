/// A text for people in both languages of the screens.
public struct Text: Hashable, Sendable {
  /// Chinese, simplified.
  public let zh: String
  /// English.
  public let en: String

  /// A text in both languages.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The text in `language`.
  public func callAsFunction(_ language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}

/// A language of the screens; Chinese is the first one.
public enum Language: String, CaseIterable, Sendable {
  case zh, en
}
