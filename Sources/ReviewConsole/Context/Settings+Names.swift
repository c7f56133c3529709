import Domain

extension Settings {
  /// One setting, by name: how it is shown and how it is changed.
  struct Entry: Sendable {
    let name: String
    let chinese: String
    let help: Text
    /// The values it takes; empty for a number.
    let values: [String]
    let shown: @Sendable (Settings) -> String
    /// False when the text is no value of this setting.
    let set: @Sendable (inout Settings, String) -> Bool
  }

  static let entries: [Entry] = [
    Entry(
      name: "lang", chinese: "语言", help: Text(zh: "界面语言", en: "language of the screens"),
      values: Language.allCases.map(\.rawValue), shown: { $0.language.rawValue },
      set: { settings, typed in
        let value = Language(rawValue: typed) ?? ["中文": .zh, "英文": .en, "english": .en][typed]
        settings.language = value ?? settings.language
        return value != nil
      }),
    Entry(
      name: "format", chinese: "格式", help: Text(zh: "输出格式", en: "output format"),
      values: OutputFormat.allCases.map(\.rawValue), shown: { $0.format.rawValue },
      set: { settings, typed in
        let value = OutputFormat.allCases.first { $0.rawValue == typed || $0.choice.chinese == typed }
        settings.format = value ?? settings.format
        return value != nil
      }),
    Entry(
      name: "csv", chinese: "逗号",
      help: Text(
        zh: "CSV 写给谁：excel 带字节顺序标记、北京时间；plain 不带、UTC；auto 写到文件时为 excel",
        en: "CSV for excel (byte order mark, local times) or plain (none, UTC); auto is excel for files"),
      values: CSVReader.allCases.map(\.rawValue), shown: { $0.csv.rawValue },
      set: { settings, typed in
        let value = typed == "自动" ? CSVReader.automatic : CSVReader(rawValue: typed)
        settings.csv = value ?? settings.csv
        return value != nil
      }),
    Entry(
      name: "width", chinese: "宽度", help: Text(zh: "每行多少格，auto 为跟随终端", en: "cells a line; auto follows the terminal"),
      values: ["auto", "20…1000"], shown: { $0.width.map(String.init) ?? "auto" },
      set: { settings, typed in
        if ["auto", "自动"].contains(typed) {
          settings.width = nil
          return true
        }
        guard let width = Int(typed), (20...1000).contains(width) else { return false }
        settings.width = width
        return true
      }),
    Entry(
      name: "color", chinese: "颜色", help: Text(zh: "颜色", en: "colour"), values: Colour.allCases.map(\.rawValue),
      shown: { $0.colour.rawValue },
      set: { settings, typed in
        let words: [String: Colour] = ["自动": .automatic, "开": .always, "关": .never, "on": .always, "off": .never]
        let value = Colour(rawValue: typed) ?? words[typed]
        settings.colour = value ?? settings.colour
        return value != nil
      }),
    flag(
      "full", "完整", Text(zh: "长内容不截断", en: "long values are not cut"), get: { $0.isFull }, set: { $0.isFull = $1 }),
    Entry(
      name: "lease-warning", chinese: "领取提醒",
      help: Text(zh: "领取到期前多少分钟提醒，0 为不提醒", en: "minutes of warning before a lease ends, 0 for none"), values: [],
      shown: { "\($0.leaseWarning)" },
      set: { settings, typed in
        guard let minutes = Int(typed), (0...120).contains(minutes) else { return false }
        settings.leaseWarning = minutes
        return true
      }),
    flag(
      "timing", "计时", Text(zh: "每个命令后显示用时", en: "say how long each command took"), get: { $0.showsTiming },
      set: { $0.showsTiming = $1 }),
  ]

  static func entry(_ name: String) -> Entry? {
    entries.first { $0.name == name || $0.chinese == name || $0.name == "lang" && name == "language" }
  }

  private static func flag(
    _ name: String, _ chinese: String, _ help: Text, get: @escaping @Sendable (Settings) -> Bool,
    set: @escaping @Sendable (inout Settings, Bool) -> Void
  ) -> Entry {
    Entry(
      name: name, chinese: chinese, help: help, values: ["on", "off"], shown: { get($0) ? "on" : "off" },
      set: { settings, typed in
        let words = ["on": true, "off": false, "开": true, "关": false, "yes": true, "no": false, "是": true, "否": false]
        guard let value = words[typed] else { return false }
        set(&settings, value)
        return true
      })
  }
}
