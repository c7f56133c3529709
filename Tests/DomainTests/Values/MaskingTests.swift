import Domain
import Testing

@Suite struct MaskingTests {
  @Test func keepsOnlyWhatTellsPeopleApart() {
    #expect(Masking.number("33011319850312011X") == "3****************X")
    #expect(Masking.number("13800000000") == "1*********0" && Masking.number("H123456") == "H*****6")
    #expect(Masking.number("123456") == "******" && Masking.number("") == "")
    #expect(Masking.day("1985-03-12") == "1985")
    #expect(Masking.name("王小明") == "王**" && Masking.name("欧阳小明") == "欧阳**" && Masking.name("欧阳") == "欧*")
    #expect(Masking.name("Anna Lee") == "A*******" && Masking.name("王") == "*" && Masking.name("") == "")
    #expect(Masking.email("name@example.cn") == "n***@example.cn" && Masking.email("@x") == "**")
    for text in Rubbish.texts {
      #expect(Masking.number(text).count == text.count && Masking.name(text).count == text.count)
    }
  }
}
