import Domain

extension ReturnWords {
  /// The latest return as it stands in one cell: `证件照：照片不清晰：请重拍；学历证书：缺页。附言：请尽快补正`; the stored text where it cannot be read.
  func cell(_ stored: String, _ language: Language) -> String {
    guard let words = (try? JSONValue(strictly: Array(stored.utf8)))?.object else { return stored }
    let colon = language == .zh ? "：" : ": "
    let reasons = (words["reasons"]?.array ?? []).compactMap { reason -> String? in
      guard let parts = reason.object else { return nil }
      let target = parts["target"]?.string.map { label(parts["id"]?.string ?? $0, stored: $0)(language) }
      let said = parts["text"]?.string.map { text(of: parts["code"]?.string ?? "", stored: $0)(language) }
      return [target, said, parts["remark"]?.string].compactMap(\.self).joined(separator: colon)
    }
    let note = words["note"]?.string.map { (language == .zh ? "附言：" : "Note: ") + $0 }
    return [reasons.joined(separator: language == .zh ? "；" : "; "), note ?? ""].filter { !$0.isEmpty }
      .joined(separator: language == .zh ? "。" : ". ")
  }
}
