import Domain
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("Words of a line")
struct InputLineTests {
  @Test(arguments: [
    ("queue --overdue", ["queue", "--overdue"]),
    ("  a   b  ", ["a", "b"]),
    ("note 3 '他说：\"好\"'", ["note", "3", "他说：\"好\""]),
    (#"a "b \"c\" \\ d" e"#, ["a", #"b "c" \ d"#, "e"]),
    (#"a\ b 'c\d'"#, ["a b", #"c\d"#]),
    ("备注　3　“已 电话”", ["备注", "3", "已 电话"]),
    ("a ''", ["a", ""]),
    ("a # the rest", ["a"]),
    ("a#b c", ["a#b", "c"]),
    ("# all", []),
    ("", []),
    ("a\tb\u{00A0}c", ["a", "b", "c"]),
    (#"end\"#, [#"end\"#]),
    ("x'y z'w", ["xy zw"]),
    ("「带 空格」", ["带 空格"]),
  ])
  func words(_ line: String, _ expected: [String]) throws {
    #expect(try InputLine(line).words.map(\.text) == expected)
  }

  @Test(arguments: ["a 'b", "a \"b", "“没完", "「"])
  func openQuotes(_ line: String) {
    #expect(throws: ConsoleFailure.self) { try InputLine(line) }
  }

  @Test("full-width signs are syntax only where they were not quoted")
  func folding() throws {
    let words = try InputLine("－－ｆｏｒｍａｔ＝ｊｓｏｎ '－－format' ——full —yes －").words
    #expect(words[0].option?.name == "format")
    #expect(words[0].option?.value?.folded == "json")
    #expect(words[1].option == nil)
    #expect(words[2].option?.name == "full")
    #expect(words[3].option?.name == "yes")
    #expect(words[4].option == nil)
    #expect(try InputLine("－5").words[0].option == nil)
    #expect(try InputLine("--").words[0].endsOptions)
    #expect(try InputLine("'--'").words[0].endsOptions == false)
  }

  @Test("any text: no crash, and quoting it protects it")
  func rubbish() throws {
    var random = SeededGenerator(seed: 20_261_121)
    let alphabet = Array("ab 　'\"\\“”‘’「」#＃-－—=＝：中文3５\t\n🙂é\u{301}")
    for _ in 0..<3000 {
      let text = String(
        (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "x" })
      _ = try? InputLine(text)
      _ = InputLine.unfinished(text)
      let quoted = "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      #expect(try InputLine(quoted).words.map(\.text) == [text], "seed 20261121: \(text.debugDescription)")
    }
  }
}

/// A command that says what it was given.
enum EchoCommand: Command {
  enum Size: String, ChoiceValue {
    case small, large
    var choice: (chinese: String, help: Text) {
      switch self {
      case .small: ("小", Text(zh: "小的", en: "the small one"))
      case .large: ("大", Text(zh: "大的", en: "the large one"))
      }
    }
  }

  static let rows = Parameter<Int>.number("rows", "行", Text(zh: "哪几行", en: "which rows"), in: 1...99, arity: .many)
  static let text = Parameter<String>.text(
    "text", "内容", Text(zh: "说什么", en: "what to say"), arity: .one, personal: true)
  static let size = Parameter<Size>.choice("size", "大小", Text(zh: "多大", en: "how large"))
  static let tag = Parameter<String>.code("tag", "标签", Text(zh: "标签", en: "a tag"), arity: .any)
  static let from = Parameter<Day>.day("from", "从", Text(zh: "从哪天", en: "from when"))
  static let loud = Parameter<Bool>.flag("loud", "大声", Text(zh: "大声", en: "loudly"))

  static let spec = CommandSpec(
    "echo", "回声", aliases: ["say again"], summary: Text(zh: "重复", en: "repeats"),
    arguments: [rows.spec, text.spec], options: [size.spec, tag.spec, from.spec, loud.spec], needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    if input[loud] { try await context.confirm(Text(zh: "要大声说吗？", en: "Say it loudly?")) }
    return .card(
      Card(fields: [
        .init("rows", Text(zh: "行", en: "Rows"), .text(try input.all(rows).map(String.init).joined(separator: "+"))),
        .init("text", Text(zh: "内容", en: "Text"), .text(try input.require(text))),
        .init("size", Text(zh: "大小", en: "Size"), .text(try input[size]?.rawValue)),
        .init("tags", Text(zh: "标签", en: "Tags"), .text(try input.all(tag).joined(separator: "+"))),
        .init("from", Text(zh: "从", en: "From"), .day(try input[from])),
        .init("loud", Text(zh: "大声", en: "Loud"), .text(input[loud] ? "yes" : "no")),
      ]))
  }
}

@Suite("Command lines")
struct CommandParserTests {
  let table = CommandTable(commands: CommandTable.standard.commands + [EchoCommand.self])

  private func json(_ line: String) async -> String {
    let console = TestConsole(table: table)
    await console.run(line + " --format json")
    return console.output + console.talk
  }

  @Test(arguments: [
    ("echo 1 hi", #"{"rows":"1","text":"hi","size":null,"tags":"","from":null,"loud":"no"}"#),
    ("回声 1 2 3 你好", #"{"rows":"1+2+3","text":"你好","size":null,"tags":"","from":null,"loud":"no"}"#),
    ("say again 1 x", #"{"rows":"1","text":"x","size":null,"tags":"","from":null,"loud":"no"}"#),
    ("ECHO １ '：＝' --size 大", #"{"rows":"1","text":"：＝","size":"large","tags":"","from":null,"loud":"no"}"#),
    ("echo 1 请补充：证明 --大小=small", #"{"rows":"1","text":"请补充：证明","size":"small","tags":"","from":null,"loud":"no"}"#),
    (
      "echo --tag a 1 --tag ｂ x --from ２０２６－０１－０２ --format json --yes --loud",
      #"{"rows":"1","text":"x","size":null,"tags":"a+b","from":"2026-01-02","loud":"yes"}"#
    ),
  ])
  func understood(_ line: String, _ expected: String) async {
    let line = line.contains("--format") ? line.replacing(" --format json", with: "") : line
    #expect(await json(line) == expected + "\n")
  }

  @Test(
    "what is wrong has a stable code",
    arguments: [
      ("ehco 1 x", "unknown_command", "echo"),
      ("回音 1 x", "unknown_command", "回声"),
      ("xyzzy", "unknown_command", "help"),
      ("echo 1 x --sise small", "unknown_option", "--size"),
      ("echo 1 x --loud=yes", "flag_with_value", "--loud"),
      ("echo 1 x --size", "missing_value", "--size"),
      ("echo 1", "missing_argument", "text"),
      ("echo", "missing_argument", "rows"),
      ("echo 0 x", "bad_value", "1"),
      ("echo a x", "bad_value", "99"),
      ("echo 1 x --size smal", "bad_value", "small"),
      ("echo 1 x --from 2026-02-30", "bad_value", "2026-11-21"),
      ("echo 1 x --size small --size large", "given_twice", "size"),
      ("echo 1 'x", "unclosed_quote", "'"),
      ("--loud echo", "unknown_option", "loud"),
      ("status x", "unexpected_word", "x"),
      ("set foo 1", "unknown_setting", "foo"),
      ("set width 5", "bad_value", "20"),
    ])
  func refused(_ line: String, _ code: String, _ mentioned: String) async {
    for language in Language.allCases {
      let console = TestConsole(language: language, table: table)
      let outcome = await console.run(line)
      #expect(outcome.exitCode == .usage, "\(line)")
      #expect(console.output.isEmpty)
      #expect(console.talk.contains("[\(code)]"), "\(console.talk)")
      if language == .en { #expect(console.talk.contains(mentioned), "\(console.talk)") }
    }
  }

  @Test("a choice goes by either name, and by a part of the Chinese one that no other has")
  func choices() throws {
    let choices = [("summary", "审核情况汇总"), ("reasons", "退回原因分析"), ("workload", "审核工作量"), ("all", "全套")].map {
      ParameterSpec.Choice(name: $0.0, chinese: $0.1, help: Text(zh: "", en: ""))
    }
    for (typed, place) in [
      ("summary", 0), ("ＳＵＭＭＡＲＹ", 0), ("审核情况汇总", 0), ("汇总", 0), ("退回原因", 1), ("工作量", 2), ("全套", 3),
    ] {
      #expect(try choices.index(of: Word(typed)) == place, "\(typed)")
    }
    for (typed, meant) in [("审核", "审核情况汇总、审核工作量"), ("summry", "summary"), ("汇", nil), ("", nil), ("' OR 1", nil)] {
      let refused = #expect(throws: BadValue.self) { try choices.index(of: Word(typed)) }
      #expect(refused?.expected.zh.hasPrefix("以下之一：summary（审核情况汇总）、") == true)
      #expect(refused?.expected.zh.hasSuffix(meant.map { "您要的可能是 \($0)" } ?? "all（全套）") == true, "\(typed)")
    }
  }

  @Test("a failure in JSON is one object on standard error")
  func failureAsJSON() async {
    let console = TestConsole(language: .en, table: table)
    let outcome = await console.run("echo 1 x --sise small --format json")
    #expect(outcome.exitCode == .usage)
    #expect(
      console.talk
        == #"{"error":{"code":"unknown_option","message":"The command echo has no option --sise.","hint":"Did you mean --size?"}}"#
        + "\n")
  }

  @Test("what is missing is asked for at a terminal, in order")
  func asking() async {
    let console = TestConsole(width: 80, answers: ["2 3", "你好 吗"], table: table)
    await console.run("echo --format json")
    #expect(console.questions == ["哪几行：", "说什么："])
    #expect(console.output.contains(#""rows": "2+3""#))
    #expect(console.output.contains(#""text": "你好 吗""#))
  }

  @Test("something dangerous is asked about, and refused where nobody can answer")
  func confirming() async {
    let agreed = TestConsole(width: 80, answers: ["是"], table: table)
    #expect(await agreed.run("echo 1 x --loud").exitCode == .done)
    let declined = TestConsole(width: 80, answers: ["不"], table: table)
    #expect(await declined.run("echo 1 x --loud").exitCode == .failed)
    #expect(declined.talk.contains("[declined]"))
    let script = TestConsole(table: table)
    #expect(await script.run("echo 1 x --loud").exitCode == .failed)
    #expect(script.talk.contains("[confirmation_needed]"))
  }

  @Test(
    "lines with personal values are not for the history file",
    arguments: [
      ("echo 1 x", false), ("status", true), ("set lang en", true), ("ehco 1 x", false), ("echo 1", true),
    ])
  func history(_ line: String, _ mayBeRecorded: Bool) async {
    let console = TestConsole(table: table)
    #expect(await console.run(line).mayBeRecorded == mayBeRecorded)
  }

  @Test("help of every command, in both languages, names each of its parameters")
  func help() async {
    for spec in CommandTable.standard.specs {
      for line in ["help \(spec.name)", "帮助 \(spec.chinese)", "\(spec.name) --help"] {
        let console = TestConsole()
        #expect(await console.run(line).exitCode == .done, "\(line)")
        for option in spec.options { #expect(console.output.contains("--\(option.name)"), "\(line): \(option.name)") }
      }
    }
  }

  @Test("no two commands share a name, no two parameters of one command either")
  func namesAreUnique() {
    var names: Set<String> = []
    for spec in CommandTable.standard.specs {
      for name in spec.allNames { #expect(names.insert(name).inserted, "\(name)") }
      var own: Set<String> = []
      for parameter in spec.arguments + spec.options + CommonOptions.all {
        #expect(own.insert(parameter.name).inserted, "\(spec.name) \(parameter.name)")
        #expect(own.insert(parameter.chinese).inserted, "\(spec.name) \(parameter.chinese)")
      }
    }
  }

  @Test("every example of every command can be parsed")
  func examples() throws {
    let parser = CommandParser(table: .standard, standards: .bundled)
    for spec in CommandTable.standard.specs {
      for example in spec.examples {
        for language in Language.allCases {
          let invocation = try parser.parse(InputLine(example.line(language)))
          #expect(invocation?.command.spec.name == spec.name, "\(example.line(language))")
          #expect(invocation?.missing.isEmpty == true, "\(example.line(language))")
        }
      }
    }
  }
}

@Suite("Completion")
struct CompletionTests {
  let completer = Completer(
    table: CommandTable(commands: [EchoCommand.self, HelpCommand.self, SetCommand.self, StatusCommand.self]),
    standards: .bundled)

  @Test(arguments: [
    ("ech", "o ", ["echo"]),
    ("s", "", ["set", "status"]),
    ("stat", "us ", ["status"]),
    ("echo --si", "ze ", ["--size"]),
    ("echo --size l", "arge ", ["large"]),
    ("help ech", "o ", ["echo"]),
    ("zzz", "", []),
    ("echo 'abc", "", []),
    ("状", "态 ", ["状态"]),
  ])
  func offers(_ line: String, _ insertion: String, _ words: [String]) {
    let found = completer.complete(line, .zh)
    #expect(found.insertion == insertion)
    #expect(found.offers.map(\.word) == words)
  }

  @Test("an empty line offers every command once, in the language of the screen")
  func everything() {
    #expect(completer.complete("", .zh).offers.map(\.word) == ["回声", "帮助", "设置", "状态"])
    #expect(completer.complete("", .en).offers.map(\.word) == ["echo", "help", "set", "status"])
  }
}

@Suite("Nearness")
struct NearnessTests {
  @Test(arguments: [
    ("queue", "qeue", 1), ("queue", "queeu", 1), ("", "abc", 3), ("a", "a", 0), ("kitten", "sitting", 3),
    ("待审", "待查", 1),
  ])
  func distance(_ a: String, _ b: String, _ expected: Int) {
    #expect(Nearness.distance(a, b) == expected)
    #expect(Nearness.distance(b, a) == expected)
  }
}
