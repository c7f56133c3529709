import Domain
import Foundation

/// What a new password must be. Length counts, not kinds of characters (NIST SP 800-63B, 5.1.1.2).
enum PasswordRule {
  static let length = 8...128

  /// What is wrong with it, nil when nothing is.
  static func problem(_ password: String, idNumber: String, name: String = "", contacts: [String] = [])
    -> ProblemDetails.Entry?
  {
    let text = PasswordHashing.canonical(password)
    func entry(_ code: String, _ zh: String, _ en: String) -> ProblemDetails.Entry {
      ProblemDetails.Entry(pointer: "", code: code, detail: Text(zh: zh, en: en))
    }
    if text.count < length.lowerBound {
      return entry("too_short", "密码至少 8 个字符，建议用几个词组成的一句话。", "At least 8 characters; several words are best.")
    }
    if text.unicodeScalars.count > length.upperBound {
      return entry("too_long", "密码最多 128 个字符。", "At most 128 characters.")
    }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return entry("control_character", "密码里不能有控制字符（如换行、制表符）。", "No control characters.")
    }
    let folded = text.lowercased()
    let number = idNumber.lowercased()
    let own = [number, name.lowercased()] + contacts.map { $0.lowercased() }
    let isOwn = own.contains { !$0.isEmpty && $0.count >= 2 && (folded == $0 || folded == String($0.reversed())) }
    // The last digits of the document number are what everybody tries first.
    if isOwn || number.hasSuffix(folded) || number.contains(folded) {
      return entry(
        "personal", "密码不能是证件号码（或其中一段）、姓名、手机号码或邮箱。", "Not the document number or part of it, name, phone or e-mail.")
    }
    if Set(folded).count < 3 || isRun(folded) || worst.contains(folded) {
      return entry(
        "too_common", "这个密码太常见，很容易被猜到，请换一个。", "This password is among the first that are guessed; choose another.")
    }
    return nil
  }

  /// 12345678, 87654321, abcdefgh.
  private static func isRun(_ text: String) -> Bool {
    let values = text.unicodeScalars.map { Int($0.value) }
    let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
    return steps == [1] || steps == [-1]
  }

  private static let worst: Set<String> = [
    "password", "password1", "password12", "password123", "passw0rd", "p@ssw0rd", "p@ssword", "qwertyui", "qwertyuiop",
    "qwerty123", "qwerty12", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qaz2wsx3edc", "qazwsxedc", "asdfghjk", "asdfghjkl",
    "zxcvbnm1", "zxcvbnm123", "iloveyou", "iloveyou1", "sunshine", "princess", "football", "baseball", "superman",
    "trustno1", "welcome1", "welcome123", "admin123", "admin1234", "administrator", "abc12345", "abc123456", "abcd1234",
    "a1234567", "a12345678", "a123456789", "aa123456", "aa12345678", "123456abc", "12345678a", "123456789a", "123456aa",
    "1234567890", "0123456789", "0987654321", "9876543210", "12341234", "11223344", "1122334455", "112233445566",
    "123123123", "123321123", "147258369", "159357258", "520520520", "5201314520", "1314520520", "52013145",
    "woaini520",
    "woaini1314", "woaini521", "woaiwojia", "5201314a", "wang1234", "zhang123", "li123456", "liu12345", "q1w2e3r4",
    "q1w2e3r4t5", "qwer1234", "asdf1234", "zaq12wsx", "letmein1", "dragon123", "monkey123", "master123", "shadow123",
    "michael1", "computer", "internet", "shanxi123", "taiyuan123", "kuaiji123", "kuaiji2024", "kuaiji2025",
    "kuaiji2026",
    "会计会计会计会计",
  ]
}
