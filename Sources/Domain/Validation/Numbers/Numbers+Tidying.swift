extension Numbers {
  /// What was meant by what was typed: the general handling of every number, and what its kind allows beyond it.
  static func tidied(_ text: String, as kind: NumberKind) -> String {
    switch kind {
    case .email: return withPlainDomain(InputText.foldedAtEdges(text))
    case .military, .free: return InputText.folded(text)
    case .mobile: return plainMobile(InputText.withPlainHyphens(InputText.folded(text)))
    case .phone:
      let folded = InputText.withPlainHyphens(InputText.folded(text))
      let mobile = plainMobile(folded)
      let bytes = Array(mobile.utf8)
      return Phone.isMobile(bytes) || Phone.isForeign(bytes) ? mobile : plainLandline(folded)
    case .organisationCode, .unitCode: return InputText.withPlainHyphens(InputText.folded(text)).uppercased()
    case .residentID, .residencePermit, .permanentResident, .permanentResident2023, .creditCode:
      return withPlainX(InputText.folded(text)).uppercased()
    default: return InputText.folded(text).uppercased()
    }
  }

  /// With the signs that look like an X at the end (×, ✕, ✖, Х, Χ) as the letter.
  private static func withPlainX(_ text: String) -> String {
    guard let last = text.unicodeScalars.last, !last.isASCII, "×✕✖ХхΧχ".unicodeScalars.contains(last) else {
      return text
    }
    return text.dropLast() + "X"
  }

  /// Without the mainland's code and hyphens; a number of another country in the form of E.164. `86` alone is the country's where a mobile number follows.
  private static func plainMobile(_ text: String) -> String {
    let digits = String(text.filter { $0 != "-" && $0 != "(" && $0 != ")" && $0 != "." })
    for prefix in ["+86", "0086", "86"] where digits.hasPrefix(prefix) && (prefix != "86" || digits.utf8.count == 13) {
      return String(digits.dropFirst(prefix.count))
    }
    return digits.hasPrefix("00") && digits.utf8.count > 11 ? "+" + digits.dropFirst(2) : digits
  }

  /// A landline as it is printed, in the one form: `(0571)88808880转801`, `+86-571-88808880#801`, `0571/88808880` → `0571-88808880-801`.
  private static func plainLandline(_ text: String) -> String {
    var plain = text
    for prefix in ["+86", "0086"] where plain.hasPrefix(prefix) {
      plain = String(plain.dropFirst(prefix.count).drop { $0 == "-" })
      // The zero is left out behind the country's code.
      let isBare = !plain.hasPrefix("0") && !plain.hasPrefix("(0")
      if isBare { plain = plain.hasPrefix("(") ? "(0" + plain.dropFirst() : "0" + plain }
      break
    }
    plain = plain.replacing("(0)", with: "0")
    for mark in ["分机号", "分机", "转接", "转", "ext.", "ext", "EXT", "Ext", "#", "*"] {
      plain = plain.replacing(mark, with: "-")
    }
    let signs = [("(", ""), (")-", "-"), (")", "-"), ("/", "-")]
    plain = signs.reduce(plain) { $0.replacing($1.0, with: $1.1) }
    let parts = plain.split(separator: "-", omittingEmptySubsequences: false)
    // 0571-8880-8880: the local number was written in two.
    if parts.count >= 3, parts[0].hasPrefix("0"), (3...4).contains(parts[1].count),
      (7...8).contains(parts[1].count + parts[2].count)
    {
      return ([parts[0], parts[1] + parts[2]] + parts[3...]).joined(separator: "-")
    }
    return plain
  }

  /// The part after the last @ in lower case and with plain dots; what stands before it may distinguish case.
  private static func withPlainDomain(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    return text[...at] + text[text.index(after: at)...].lowercased().replacing("。", with: ".").replacing("｡", with: ".")
  }
}
