import Domain
import Store

extension Parameter where Value == GivenReason {
  /// `CODE[:TARGET][=REMARK]`, signs in ASCII or full width; everything behind the first = is the remark as typed.
  static func reason(_ name: String, _ chinese: String, _ help: Text, arity: ParameterSpec.Arity) -> Self {
    Self(
      name, chinese, help, kind: .text, arity: arity,
      question: Text(zh: "退回原因（代码[:栏目][=说明]，代码见 原因）", en: "reason (CODE[:TARGET][=REMARK], see reasons)"),
      isPersonal: { $0.text.contains { FullWidth.fold($0) == "=" } }
    ) { word throws(BadValue) in
      let text = Array(word.text)
      let equals = text.firstIndex { FullWidth.fold($0) == "=" }
      let head = FullWidth.fold(String(text[..<(equals ?? text.count)]))
      let remark = equals.map { String(text[($0 + 1)...]).trimmingBlanks() }
      let parts = head.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let code = String(parts.first ?? "").trimmingBlanks().uppercased()
      let target = parts.count > 1 ? String(parts[1]).trimmingBlanks() : nil
      guard !code.isEmpty, target?.isEmpty != true, remark?.isEmpty != true else {
        throw BadValue(
          expected: Text(
            zh: "代码[:栏目][=说明]，如 P01:photo 或 E01:education.full_time.major=专业不符",
            en: "CODE[:TARGET][=REMARK], such as P01:photo"))
      }
      return GivenReason(code: code, target: target, remark: remark)
    }
  }
}
