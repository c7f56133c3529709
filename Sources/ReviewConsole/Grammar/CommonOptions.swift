import Domain

/// Options that every command understands, besides its own.
enum CommonOptions {
  static let format = Parameter<OutputFormat>.choice(
    "format", "格式", Text(zh: "输出格式", en: "output format"))
  static let yes = Parameter<Bool>.flag("yes", "确认", Text(zh: "不再询问，直接执行", en: "do not ask, go ahead"))
  static let full = Parameter<Bool>.flag("full", "完整", Text(zh: "长内容不截断", en: "do not cut long values"))
  static let help = Parameter<Bool>.flag("help", "帮助", Text(zh: "显示这个命令的说明", en: "explain this command"))

  static let all: [ParameterSpec] = [format.spec, yes.spec, full.spec, help.spec]
}

extension OutputFormat: ChoiceValue {
  var choice: (chinese: String, help: Text) {
    switch self {
    case .table: ("表格", Text(zh: "给人看的表格", en: "tables for people"))
    case .csv: ("逗号", Text(zh: "CSV（RFC 4180），可用电子表格打开", en: "CSV (RFC 4180), for spreadsheets"))
    case .tsv: ("制表符", Text(zh: "制表符分隔", en: "separated by tabs"))
    case .json: ("数据", Text(zh: "JSON，供程序使用", en: "JSON, for programs"))
    }
  }
}
