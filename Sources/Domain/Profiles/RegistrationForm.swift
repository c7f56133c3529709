/// A word on a screen outside the form's own pages, verbatim.
public struct ScreenWord: Hashable, Sendable {
  /// The word.
  public let text: Text
  /// Where it stands; nil where the guide does not say.
  public let place: Text?
  /// Channels that show it; empty = all.
  public let channels: [String]

  /// Whether a channel shows it.
  public func stands(in channel: String) -> Bool { channels.isEmpty || channels.contains(channel) }
}

/// What somebody fills in to get an account of a province that vouches for its applicants itself (注册): shown and judged by the same data.
public struct RegistrationForm: Hashable, Sendable {
  /// In the order of the screen.
  public let fields: [Field]
  /// The buttons that send it.
  public let buttons: [ScreenWord]
  /// What is said when it is done; empty where the guide says nothing.
  public let done: [ScreenWord]

  /// One field.
  public struct Field: Hashable, Sendable {
    /// What the account takes.
    public let member: Member
    /// What stands beside it, verbatim.
    public let label: Text
    /// Help under it; nil = none.
    public let help: Text?
    /// Whether nobody registers without it.
    public let isRequired: Bool
  }

  /// What an account can take: the members of `POST …/accounts`.
  public enum Member: String, CaseIterable, Sendable {
    case idType = "id_type"
    case idNumber = "id_number"
    case name, password
    case passwordConfirmation = "password_confirmation"
    case email, phone
    /// That of a bureau which has seen the document.
    case code

    /// Without these there is no account: who it is, by what he logs in, and where codes go.
    public static let necessary: [Member] = [.idNumber, .name, .password, .email]

    /// The field of the form that it becomes; nil for what stays with the account.
    public var field: String? {
      switch self {
      case .idType: "identity.id_type"
      case .idNumber: "identity.id_number"
      case .name: "identity.name"
      case .password, .passwordConfirmation, .email, .phone, .code: nil
      }
    }

    /// How it is typed.
    public var type: String {
      switch self {
      case .idType: "code"
      case .idNumber: "identity_number"
      case .password, .passwordConfirmation: "password"
      case .email: "email"
      case .phone: "phone"
      case .name, .code: "text"
      }
    }

    /// What it is called where the profile does not say.
    public var label: Text {
      switch self {
      case .idType: Text(zh: "证件类型", en: "Document type")
      case .idNumber: Text(zh: "证件号码", en: "Document number")
      case .name: Text(zh: "姓名", en: "Name")
      case .password: Text(zh: "密码", en: "Password")
      case .passwordConfirmation: Text(zh: "确认密码", en: "Password again")
      case .email: Text(zh: "电子邮箱", en: "E-mail")
      case .phone: Text(zh: "手机号码", en: "Phone")
      case .code: Text(zh: "会计管理部门给的验证码", en: "Code from the bureau")
      }
    }
  }

  /// The field for a member; nil where the form does not ask for it.
  public subscript(_ member: Member) -> Field? { fields.first { $0.member == member } }

  /// That of a profile which says nothing about it: everything that an account can take.
  public static let standard = RegistrationForm(
    fields: Member.allCases.map {
      Field(member: $0, label: $0.label, help: nil, isRequired: Member.necessary.contains($0))
    }, buttons: [ScreenWord(text: Text(zh: "注册", en: "Register"), place: nil, channels: [])], done: [])
}
