extension Numbers {
  /// What was meant by what was typed: the general handling of every number, and what its kind allows beyond it.
  static func tidied(_ text: String, as kind: NumberKind) -> String {
    switch kind {
    case .email: return loweringDomain(InputText.folded(text))
    case .military, .free: return InputText.folded(text)
    case .mobile: return plainMobile(InputText.folded(text))
    case .phone:
      let folded = InputText.withPlainHyphens(InputText.folded(text))
      let plain = plainMobile(folded)
      return Phone.isMobile(Array(plain.utf8)) ? plain : folded
    case .organisationCode, .unitCode: return InputText.withPlainHyphens(InputText.folded(text)).uppercased()
    default: return InputText.folded(text).uppercased()
    }
  }

  /// Without `+86`, `0086` and hyphens.
  private static func plainMobile(_ text: String) -> String {
    var bytes = Array(InputText.withPlainHyphens(text).utf8.filter { $0 != UInt8(ascii: "-") })
    for prefix in ["+86", "0086"] where bytes.starts(with: prefix.utf8) {
      bytes.removeFirst(prefix.utf8.count)
      break
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The part after the last @ in lower case; what stands before it may distinguish case.
  private static func loweringDomain(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    return String(text[...at]) + text[text.index(after: at)...].lowercased()
  }
}
