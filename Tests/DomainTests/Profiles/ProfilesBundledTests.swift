import Domain
import Foundation
import TestSupport
import Testing

/// The three provinces that come with the program.
@Suite struct ProfilesBundledTests {
  @Test func threeProvincesAreThere() {
    #expect(Profile.bundled.map(\.province) == ["jiangsu", "shanxi", "zhejiang"])
    #expect(Profile.bundled.map(\.letters) == ["JS", "SX", "ZJ"])
  }

  /// No applicant is sent to a network, a place for files or an office that the province does not have.
  /// A message names a place by its label alone.
  @Test func noTwoFieldsAreCalledAlikeInMessages() {
    for profile in Profile.bundled {
      let fields = profile.fields.filter { $0.list == nil }
      let labels = fields.compactMap { profile.label($0.id)?.zh }
      #expect(labels.count == fields.count && Set(labels).count == labels.count, "\(profile.province)")
    }
  }

  @Test func reasonsAreTheProvincesOwn() throws {
    for profile in Profile.bundled {
      let codes = profile.reasons.map(\.code)
      #expect(Set(codes).isSuperset(of: ["P01", "A01", "I01", "W01", "E01", "X02", "X99"]))
      for reason in profile.reasons {
        #expect(reason.targets.isEmpty || reason.targets.contains { profile.label($0) != nil }, "\(reason.code)")
        if profile.identity.kind == .local { #expect(!reason.hint.zh.contains("政务服务网"), "\(reason.code)") }
        #expect(!reason.hint.zh.contains("调转"), "\(reason.code)")
      }
    }
    let shanxi = try #require(Profile.bundled.first { $0.province == "shanxi" }).reasons.map(\.code)
    #expect(!shanxi.contains("W05"))
    let jiangsu = try #require(Profile.bundled.first { $0.province == "jiangsu" }).reasons.map(\.code)
    #expect(jiangsu.contains("D04") && jiangsu.contains("I02"))
  }

  /// The bureau of the city or the province is chosen where the province's form asks for it.
  @Test(arguments: [
    ("jiangsu", "work.unit_level"), ("shanxi", "personal.region"), ("zhejiang", "work.unit_region"),
  ])
  func theLevelIsChosenWhereTheFormAsksForIt(_ province: String, _ target: String) throws {
    let profile = try #require(Profile.bundled.first { $0.province == province })
    let reason = try #require(profile.reasons.first { $0.code == "D03" })
    #expect(reason.targets == [target])
    let label = try #require(profile.label(target)).zh
    #expect(province == "jiangsu" ? reason.hint.zh == "请选择对应级次" : reason.hint.zh.contains("“\(label)”"))
    if case .region(let levels)? = profile.field(target)?.type {
      #expect(Set(levels).isSuperset(of: ["city", "province"]))
    }
  }

  static let complete: [(String, Answers, [Domain.Attachment], String)] = [
    ("zhejiang", Sample.zhejiang, Sample.zhejiangFiles, "330102"),
    ("zhejiang", Sample.zhejiangEmployed, Sample.zhejiangEmployedFiles, "330113"),
    ("jiangsu", Sample.jiangsu, Sample.jiangsuFiles, "320106"),
    ("jiangsu", Sample.jiangsuStudent, Sample.jiangsuStudentFiles, "320302"),
    ("jiangsu", Sample.jiangsuUnemployed, Sample.jiangsuUnemployedFiles, "320106"),
    ("shanxi", Sample.shanxi, Sample.shanxiFiles, "140105"),
    ("shanxi", Sample.shanxiBare, Sample.shanxiBareFiles, "140105"),
  ]

  @Test(arguments: complete) func completeSubmissionsGoIn(
    _ province: String, _ answers: Answers, _ files: [Domain.Attachment], _ department: String
  ) throws {
    let judging = try Judging(province, answers, files)
    #expect(judging.errors == [])
    #expect(judging.validation.department?.code == department)
    // What went in once goes in again unchanged: the stored form is stable.
    var again = judging
    again.answers = judging.validation.answers
    #expect(again.errors == [])
    #expect(again.validation.answers == again.answers)
  }

  /// Taking any one answer away is noticed where it must be, and never crashes or reports anything else.
  @Test(arguments: complete) func everyAnswerTakenAwayIsJudged(
    _ province: String, _ answers: Answers, _ files: [Domain.Attachment], _ department: String
  ) throws {
    let judging = try Judging(province, answers, files)
    for id in answers.values.keys.sorted() where id != "qualifications" {
      let field = try #require(judging.profile.field(id))
      let errors = judging.with([id: .some(nil)]).errors
      let isDerived = field.derivation != nil
      let isPartTime = id.hasPrefix("education.part_time.")
      // Shanxi's guide asks for part-time education as it is, whole or not.
      let isWarned = isPartTime && province == "shanxi"
      let expected: String? =
        field.required == .never || isDerived || isWarned
        ? nil : isPartTime ? "education.part_time incomplete_part_time" : "\(id) required"
      if let expected {
        #expect(errors.contains(expected), "\(id)")
      } else {
        // What hung on an optional answer has to go with it.
        #expect(errors.allSatisfy { $0.hasSuffix(" not_applicable") }, "\(id)")
      }
    }
  }

  @Test(arguments: complete) func everyFileTakenAwayIsMissed(
    _ province: String, _ answers: Answers, _ files: [Domain.Attachment], _ department: String
  ) throws {
    var judging = try Judging(province, answers, files)
    for index in files.indices where judging.profile.slot(files[index].slot)?.required == true {
      judging.files = files
      let file = judging.files.remove(at: index)
      #expect(judging.errors == ["\(file.slot) required"])
    }
  }

  /// One meaning, one kind of answer, in every province.
  @Test func sharedFieldsAgree() {
    var types: [String: String] = [:]
    var columns: [String: String] = [:]
    for profile in Profile.bundled {
      for field in profile.fields {
        var type = field.type.name
        if case .code(let codes) = field.type { type += " " + (codes.list ?? "own") }
        #expect(types[field.id] == nil || types[field.id] == type, "\(profile.province) \(field.id)")
        types[field.id] = type
        if let column = field.column {
          #expect(columns[field.id] == nil || columns[field.id] == column.name, "\(profile.province) \(field.id)")
          columns[field.id] = column.name
        }
      }
    }
    #expect(types.count == 55)
  }

  @Test func silentChoicesHaveReasons() {
    for profile in Profile.bundled {
      #expect(profile.silentChoices.count > 20)
      for choice in profile.silentChoices { #expect(choice.reason.count >= 2 && choice.line > 0, "\(choice.path)") }
    }
  }
}

/// The manual repeats every choice that was made where a guide is silent (R27).
@Suite struct ProfilesManualTests {
  @Test func everySilentChoiceIsInTheManual() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let manual = try String(contentsOf: root.appending(path: "docs/profiles.md"), encoding: .utf8)
    for choice in Profile.bundled.flatMap(\.silentChoices) {
      #expect(manual.contains(choice.reason), "\(choice.path): \(choice.reason)")
    }
    for number in 1...27 { #expect(manual.contains("| R\(number) |"), "R\(number)") }
  }
}
