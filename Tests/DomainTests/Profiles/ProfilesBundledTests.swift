import Domain
import Testing

@Suite struct ProfilesBundledTests {
  @Test func everyFileIsRight() throws {
    do {
      for profile in Profile.bundled { #expect(!profile.fields.isEmpty, "\(profile.province)") }
    }
  }

  @Test func samplesAreAccepted() throws {
    let alone = try Judging("zhejiang", Sample.zhejiang, Sample.zhejiangFiles)
    #expect(alone.errors == [])
    #expect(alone.warnings == ["education.full_time.certificate_number recommended"])
    #expect(alone.validation.department?.name == "上城区财政局")
    let employed = try Judging("zhejiang", Sample.zhejiangEmployed, Sample.zhejiangEmployedFiles)
    #expect(employed.errors == [])
    #expect(employed.warnings == [])
    #expect(employed.validation.department?.code == "330113")
  }
}
