import Domain
import Foundation
import Store

/// How facts of the domain look in cells, the same in every command.
enum Formatting {
  /// A state with its mark; machines get the code word.
  static func state(_ state: ApplicationState, _ language: Language) -> Cell {
    let mark: Mark? =
      switch state {
      case .approved: .good
      case .returned: .warning
      case .inReview: .strong
      case .submitted, .draft: nil
      }
    return .named(state.name(language), code: state.rawValue, mark: mark)
  }

  /// `11-20 超期 1 工作日`, `11-21 今天`, `11-26 剩 5 工作日`, by the database's day and calendar; machines get the day.
  ///
  /// - Parameter isCounted: whether the column's title says what is counted, so that English has no room for it in each row: `11-20 1 late`.
  static func due(
    _ day: Day?, isOpen: Bool = true, isCounted: Bool = false, by calendar: DatabaseCalendar, _ language: Language
  ) -> Cell {
    guard let day else { return .none }
    guard isOpen else { return .day(day) }
    let count = abs(calendar.workingDays(to: day))
    let zh = language == .zh
    let unit = zh ? " 工作日" : isCounted ? "" : count == 1 ? " working day" : " working days"
    let date = day.year == calendar.today.year ? String(day.iso.dropFirst(5)) : day.iso
    let (words, mark): (String, Mark?) =
      if day == calendar.today {
        (zh ? "今天" : "today", .warning)
      } else if day > calendar.today {
        (zh ? "剩 \(count)\(unit)" : "\(count)\(unit) left", nil)
      } else if count == 0 {
        // Due before a weekend, which nobody has worked on since.
        (zh ? "刚超期" : "just late", .bad)
      } else {
        (zh ? "超期 \(count)\(unit)" : "\(count)\(unit) late", .bad)
      }
    return .text("\(date) \(words)", mark: mark, machine: .day(day))
  }

  /// A bureau's short name; machines get its code.
  static func department(_ code: String?, _ departments: Departments) -> Cell {
    code.map { .named(departments.name(of: $0), code: $0) } ?? .none
  }

  /// `reviewer.330102，剩 12 分钟`, by the server's clock; machines get the login name.
  static func holder(_ holder: String?, until: Date?, by calendar: DatabaseCalendar, _ language: Language) -> Cell {
    guard let holder else { return .none }
    guard let until else { return .text(holder) }
    let minutes = calendar.minutes(to: until)
    return .text(
      language == .zh ? "\(holder)，剩 \(minutes) 分钟" : "\(holder), \(minutes) min left", machine: .string(holder))
  }

  /// The first characters of a hash; machines get all of it.
  static func hash(_ hash: String) -> Cell { .text(String(hash.prefix(12)), mark: .quiet, machine: .string(hash)) }

  /// `1.2 MB`; machines get bytes.
  static func bytes(_ bytes: Int) -> Cell {
    let shown =
      bytes < 1024
      ? "\(bytes) B"
      : bytes < 1024 * 1024
        ? "\(bytes / 1024) KB" : (Double(bytes) / 1_048_576).formatted(.number.precision(.fractionLength(1))) + " MB"
    return .text(shown, machine: .integer(bytes))
  }

  /// How a message goes out.
  static func channel(_ channel: String) -> Text {
    switch channel {
    case "sms": Text(zh: "短信", en: "text message")
    case "page": Text(zh: "网站页面", en: "the status page")
    case "email": Text(zh: "电子邮件", en: "e-mail")
    default: Text(zh: channel, en: channel)
    }
  }

  /// What a message is about.
  static func event(_ event: String) -> Text {
    switch event {
    case "approved": Text(zh: "审核通过", en: "approved")
    case "returned": Text(zh: "退回", en: "returned")
    case "transferred": Text(zh: "转办", en: "transferred")
    case "reopened": Text(zh: "撤回", en: "reopened")
    default: Text(zh: event, en: event)
    }
  }

  /// How far a message has come.
  static func delivery(_ state: String, _ language: Language) -> Cell {
    let (text, mark): (Text, Mark?) =
      switch state {
      case "pending": (Text(zh: "待发送", en: "pending"), nil)
      case "sending": (Text(zh: "发送中", en: "sending"), nil)
      case "delivered": (Text(zh: "已送达", en: "delivered"), .good)
      case "failed": (Text(zh: "发送失败", en: "failed"), .bad)
      default: (Text(zh: state, en: state), nil)
      }
    return .named(text(language), code: state, mark: mark)
  }
}
