import Domain
import Testing

@Suite struct MaskingTests {
  @Test func keepsOnlyWhatTellsPeopleApart() {
    #expect(Masking.idNumber("33011319850312011X") == "330113********011X")
    #expect(Masking.idNumber("H12345678") == "H1*****78")
    #expect(Masking.idNumber("12345") == "*****")
    #expect(Masking.phone("13800000000") == "138****0000")
    #expect(Masking.phone("88808880") == "88****80")
    #expect(Masking.name("王小明") == "王**" && Masking.name("欧阳小明") == "欧阳**" && Masking.name("欧阳") == "欧*")
    #expect(Masking.name("Anna Lee") == "A*******" && Masking.name("王") == "*" && Masking.name("") == "")
    #expect(Masking.email("name@example.cn") == "n***@example.cn" && Masking.email("@x") == "**")
    for text in Rubbish.texts {
      #expect(Masking.idNumber(text).count == text.count && Masking.name(text).count == text.count)
    }
  }
}
