/// Texts that have broken workbooks, terminals or readers before.
let nastyTexts = [
  "=1+1", "+86 571", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "\u{7}bell", "nul\u{0}byte", "_x0041_",
  "a_x005F_b",
  "行\n二", "前\r\n后", "孤\r独", "tab\tbed", "  两端空格  ", "<&>\"'", "]]>", "\u{FFFE}\u{FFFF}", "𠮷野家", "👨‍👩‍👧", "e\u{301}",
  "\u{202E}反", "\u{7F}擦\u{7F}", "\u{85}\u{9F}", "零\u{200B}\u{200F}宽", "\u{2028}\u{FEFF}", "\u{E0001}\u{E0062}",
  "010101", "1e5", "2026-01-01", "TRUE", "#REF!", String(repeating: "长", count: 32_767),
]
