import Testing

@testable import SubmissionServer

struct ProblemCodeTests {
  @Test func everyRefusalIsAnErrorWithAWordOfItsOwn() {
    for code in ProblemCode.allCases { #expect((400...599).contains(code.status.code), "\(code)") }
    #expect(Set(ProblemCode.allCases.map(\.title.zh)).count == ProblemCode.allCases.count)
  }
}
