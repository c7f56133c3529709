import Domain
import Store

extension Refusal {
  /// Why a profile was not put into the database, and what to change in its file.
  var profileRefusal: Explanation {
    let (province, version) = (fact("province") ?? "?", fact("version") ?? "?")
    switch word {
    case .versionUsed:
      let used = fact("used")
      return Explanation(
        used.map { "\(province) 的 \(version) 版已有 \($0) 份申报在用，不能改。" } ?? "\(province) 的 \(version) 版是程序自带的，不能改。",
        used.map { "Version \(version) of \(province) is in use by \($0) applications and cannot be changed." }
          ?? "Version \(version) of \(province) comes with the program and cannot be changed.",
        next: Text(
          zh: "在文件中写新的 version 和更晚的 valid.from，再存入一次；已填的申报仍按原来的版本。",
          en:
            "Give the file a new version and a later valid.from, and add it again; what is filled stays under its own version."
        ))
    case .lettersTaken:
      return Explanation(
        "字头 \(fact("letters") ?? "?") 已由 \(province) 使用：两省的申报号会分不清。",
        "The letters \(fact("letters") ?? "?") are those of \(province): numbers of both could not be told apart.",
        next: Text(zh: "在文件中换两个没有用过的字母（letters）。", en: "Write two other letters in the file (letters)."))
    case .provinceTaken:
      return Explanation(
        "\(fact("name") ?? "") \(fact("code") ?? "?") 属于 \(province)，不能再属于另一个省。",
        "\(fact("code") ?? "?") \(fact("name") ?? "") belongs to \(province) and to no other province.",
        next: Text(
          zh: "核对文件中的 province 和 region；同一省的新版本，province 与原来相同。",
          en: "Check province and region in the file; a further version of a province has the same province."))
    case .rowHeld:
      return Explanation(
        "另有人正在存入方案，或正有申报人按这一版开始填报，等了 5 秒仍未办完，没有存入。",
        "Somebody else is adding a profile, or an applicant begins under this very version; after 5 seconds it was not done, and nothing went in.",
        next: Text(zh: "请过一会儿再存入一次。", en: "Add it once more in a while."))
    default:
      return Explanation(
        "valid.from 应晚于 \(version) 版的 \(fact("valid_from") ?? "?")：新版本从它的那一天起接替。",
        "valid.from must be later than \(fact("valid_from") ?? "?"), that of version \(version), which it follows.",
        next: Text(zh: "把文件中的 valid.from 改为更晚的一天。", en: "Write a later day for valid.from in the file."))
    }
  }
}
