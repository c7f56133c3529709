import Domain

/// The reference of all commands, for `docs/commands.md`: written from the table that dispatches, so it cannot drift.
struct Reference: Sendable {
  let table: CommandTable
  let standards: Standards

  func markdown(_ language: Language) -> String {
    let zh = language == .zh
    let title = zh ? "# 命令参考" : "# Commands"
    let made =
      zh
      ? "由 `review-console help --markdown > docs/commands.md` 生成；请修改命令本身，不要改这个文件。"
      : "Written by `review-console --lang en help --markdown`; change the commands, not this file."
    let common =
      (zh ? "## 通用选项" : "## Options of every command") + "\n\n"
      + parameters(CommonOptions.all, areOptions: true, language)
    return ([title, made, common] + table.specs.map { section($0, language) }).joined(separator: "\n\n") + "\n"
  }

  private func section(_ spec: CommandSpec, _ language: Language) -> String {
    let zh = language == .zh
    var parts = ["## \(spec.name) \(spec.chinese)", spec.summary(language) + (zh ? "。" : ".")]
    parts.append("```\n\(spec.usage(language))\n```")
    if !spec.aliases.isEmpty {
      parts.append((zh ? "又名：" : "Also: ") + spec.aliases.map { "`\($0)`" }.joined(separator: zh ? "、" : ", "))
    }
    let own =
      parameters(spec.arguments, areOptions: false, language) + parameters(spec.options, areOptions: true, language)
    if !own.isEmpty { parts.append(own) }
    if !spec.examples.isEmpty {
      parts.append(
        spec.examples.map { "- `\($0.line(language))` \($0.does(language))" }.joined(separator: "\n"))
    }
    if let details = spec.details { parts.append(details(language)) }
    if let roles = spec.roles {
      let names = Actor.staffRoles.filter(roles.contains).map { $0.name(language) }
      parts.append((zh ? "角色：" : "For: ") + names.joined(separator: zh ? "、" : ", "))
    }
    return parts.joined(separator: "\n\n")
  }

  private func parameters(_ specs: [ParameterSpec], areOptions: Bool, _ language: Language) -> String {
    specs.map { spec in
      let name = areOptions ? "`--\(spec.name)` `--\(spec.chinese)`" : "`\(spec.label(language))`"
      var help = spec.help(language)
      if let choices = spec.choices(standards) {
        help +=
          (language == .zh ? "：" : ": ")
          + choices.map { "`\($0.name)` \($0.chinese)" }.joined(separator: language == .zh ? "、" : ", ")
      }
      return "- \(name) \(help)\n"
    }.joined()
  }
}
