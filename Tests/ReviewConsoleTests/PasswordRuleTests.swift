import Domain
import Testing

@testable import ReviewConsole

/// What the console takes as a new password, and what not.
@Suite struct PasswordRuleTests {
  @Test(
    "refused for its length and its characters",
    arguments: [
      ("", PasswordRule.tooShort), ("1234567", .tooShort), ("短密码", .tooShort),
      (String(repeating: "四个不相干的词语", count: 17), .tooLong), ("with a\ttab", .controlCharacter),
      ("bell\u{7} and more", .controlCharacter), ("\u{7F}eraser and more", .controlCharacter),
    ])
  func length(_ password: String, _ rule: PasswordRule) {
    #expect(PasswordRule.broken(by: password, own: ["reviewer.330102"]) == rule)
  }

  @Test(
    "refused because it is the login or one's own",
    arguments: [
      ("reviewer.330102", "reviewer.330102"), ("reviewer.330102", "Reviewer330102"),
      ("reviewer.330102", "reviewer.2026"),
      ("reviewer.330102", "20103-reweiver"), ("chenjing", "ChenJing"), ("chenjing", "chenjing123"),
      ("chenjing", "gnijnehc"),
      ("chenjing", "chen-jing-88!"), ("r9", "r9123456"), ("reviewer.330102", "330102reviewer"),
      ("reviewer.330102", "1!reviewer.330102"), ("330106198801017525", "198801017525"),
      ("33010619880101752x", "80101752X"),
      ("张小明明明明明明", "张小明明明明明明"), ("wang.li@example.com", "WANG.li@example.com"), ("13912345678", "3912345678"),
      ("wang.li@example.com", "wang.li-8352"), ("王小明明", "王小明明2026"), ("13912345678", "ox-912345-lamp"),
    ])
  func login(_ login: String, _ password: String) {
    #expect(PasswordRule.broken(by: password, own: [login]) == .personal)
  }

  @Test(
    "refused because it is common",
    arguments: [
      "password", "Password123", "passw0rd", "P@ssw0rd!", "admin123", "Admin@2026", "12345678", "87654321", "11111111",
      "00000000", "123123123", "abcabcabc", "20262026", "qwertyui", "QWERTYUIOP", "asdfghjkl", "1qaz2wsx", "1q2w3e4r",
      "19900101",
      "20261231", "woaini520", "abcd1234", "caizheng2026", "kuaiji123456", "postgres1",
      "abcdefgh", "hgfedcba", "73914628", "147258369", "5201314520", "13800000000", "330102330102", "a1b2c3d4",
      "1234qwer", "qwe123456", "zaq12wsx", "12345678a", "zhang123", "li123456", "woaiwojia", "!!!!!!!!",
    ])
  func common(_ password: String) { #expect(PasswordRule.broken(by: password, own: ["chenjing"]) == .tooCommon) }

  @Test(
    "taken",
    arguments: [
      "correct horse battery staple", "四个不相干的词语啊", "Tr0ub4dor&3x", "reviewing is my day", "x7Kp2mQv",
      "wang-wei-likes-tea",
      "！？……——《》", "a-password-that-is-long",
    ])
  func good(_ password: String) { #expect(PasswordRule.broken(by: password, own: ["reviewer.330102"]) == nil) }

  @Test("what has nothing but a letter in common with one's number is taken")
  func letter() { #expect(PasswordRule.broken(by: "x7!395!02!6", own: ["33010619880101752x", "", "王"]) == nil) }

  @Test("what the program makes is always taken")
  func generated() {
    for _ in 0..<1000 { #expect(PasswordRule.broken(by: Passwords.generated(), own: ["reviewer.330102"]) == nil) }
  }
}
