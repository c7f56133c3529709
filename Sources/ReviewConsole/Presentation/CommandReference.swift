import Domain

/// `docs/commands.md`, written from the table of commands, so that the page and the program cannot drift apart.
enum CommandReference {
  static func markdown(_ table: CommandTable) -> String {
    var lines = [
      "# 命令 Commands", "",
      "From the program's own table; a test holds this page to it. The same is on the screen with `help` 帮助 and `help COMMAND`.",
      "",
      "| English | 中文 | | for |", "|---|---|---|---|",
    ]
    lines += table.specs.map { spec in
      "| [`\(spec.name)`](#\(anchor(spec))) | \(spec.chinese) | \(spec.summary.zh) \(sentence(spec.summary.en)) | \(roles(spec)) |"
    }
    for spec in table.specs { lines += section(spec) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ spec: CommandSpec) -> [String] {
    var lines = ["", "<a id=\"\(anchor(spec))\"></a>", "## `\(spec.name)` \(spec.chinese)", ""]
    lines += ["\(spec.summary.zh)。\(sentence(spec.summary.en))", "", "```", spec.usage(.en), spec.usage(.zh), "```"]
    if let details = spec.details { lines += ["", details.zh, "", details.en] }
    let parameters = spec.arguments.map { ($0, false) } + spec.options.map { ($0, true) }
    if !parameters.isEmpty {
      lines += ["", "| | | |", "|---|---|---|"]
      lines += parameters.map { parameter, isOption in
        let mark = isOption ? "--" : ""
        return
          "| `\(mark)\(parameter.name)` | `\(mark)\(parameter.chinese)` | \(parameter.help.zh) · \(parameter.help.en) |"
      }
    }
    if !spec.examples.isEmpty {
      lines += ["", "```"]
      lines += spec.examples.flatMap { ["\($0.line.en)    # \($0.does.en)", "\($0.line.zh)    # \($0.does.zh)"] }
      lines.append("```")
    }
    return lines
  }

  private static func anchor(_ spec: CommandSpec) -> String { spec.name.replacing(" ", with: "-") }

  private static func roles(_ spec: CommandSpec) -> String {
    guard let roles = spec.roles else { return "everybody" }
    return Actor.staffRoles.filter(roles.contains).map(\.rawValue).joined(separator: ", ")
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
