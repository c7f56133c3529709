import Domain

/// The latest return as it stands in one cell.
enum ReturnWords {
  /// `证件照：照片不清晰：请重拍；学历证书：缺页。附言：请尽快补正`; the stored text where it cannot be read.
  static func text(_ stored: String, _ language: Language) -> String {
    guard let words = (try? JSONValue(strictly: Array(stored.utf8)))?.object else { return stored }
    let colon = language == .zh ? "：" : ": "
    let reasons = (words["reasons"]?.array ?? []).compactMap { reason -> String? in
      guard let parts = reason.object else { return nil }
      return ["target", "text", "remark"].compactMap { parts[$0]?.string }.joined(separator: colon)
    }
    let note = words["note"]?.string.map { (language == .zh ? "附言：" : "Note: ") + $0 }
    return [reasons.joined(separator: language == .zh ? "；" : "; "), note ?? ""].filter { !$0.isEmpty }
      .joined(separator: language == .zh ? "。" : ". ")
  }
}
