/// Hides what identifies a person, for lists and logs. A hidden character is a star; nothing that is hidden can be
/// recovered, and the length stays.
public enum Masking {
  /// Numbers of persons, phones and papers: the first and the last character, nothing of fewer than 7. What stands beside it (year of
  /// birth, sex, bureau) must not give the rest.
  public static func number(_ number: String) -> String {
    number.count >= 7 ? keeping(1, 1, of: number) : keeping(0, 0, of: number)
  }

  /// Days, written `1987-03-04`: the year.
  public static func day(_ day: String) -> String { String(day.prefix(4)) }

  /// Names: the surname alone, two characters where they are a compound one (欧阳, 司马); of names in other scripts
  /// the first letter.
  public static func name(_ name: String) -> String {
    let surname = name.count >= 3 && compoundSurnames.contains(String(name.prefix(2))) ? 2 : 1
    return name.count <= surname ? keeping(0, 0, of: name) : keeping(surname, 0, of: name)
  }

  /// E-mail addresses: the first letter, three stars whatever the length, and the host.
  public static func email(_ address: String) -> String {
    guard let at = address.firstIndex(of: "@"), at > address.startIndex else { return keeping(0, 0, of: address) }
    return address.prefix(1) + "***" + address[at...]
  }

  private static func keeping(_ head: Int, _ tail: Int, of text: String) -> String {
    text.prefix(head) + String(repeating: "*", count: max(0, text.count - head - tail)) + text.suffix(tail)
  }

  /// The compound surnames in use with more than a few thousand bearers.
  public static let compoundSurnames: Set<String> = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "尉迟", "皇甫", "慕容", "令狐", "端木", "公孙",
    "轩辕", "长孙", "宇文", "鲜于", "闻人", "申屠", "太史", "西门", "澹台", "呼延", "完颜", "纳兰", "淳于", "单于", "公羊",
  ]
}
