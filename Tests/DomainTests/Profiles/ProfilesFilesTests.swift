import Domain
import TestSupport
import Testing

/// Files at, below and above every bound of every province.
@Suite struct ProfilesFilesTests {
  static let kilobyte = 1024
  static let megabyte = 1024 * 1024

  static func picture(
    _ bytes: Int = 200_000, kind: PictureKind? = .jpeg, _ width: Int = 1200, _ height: Int = 1200,
    background: PictureBackground? = nil, detail: Double? = nil, problem: PictureProblem? = nil
  ) -> PictureFacts {
    PictureFacts(
      kind: kind, bytes: bytes, width: width, height: height, background: background, detail: detail, problem: problem)
  }

  static func check(_ province: String, _ slot: String, _ facts: PictureFacts) throws -> [String] {
    let profile = try Sample.profile(province)
    let place = try #require(profile.slot(slot))
    return profile.check(Domain.Attachment(slot: slot, sha256: "x", facts: facts), in: place).map {
      $0.severity == .warning ? "(\($0.code))" : $0.code
    }
  }

  /// 大于60K, 小于3M, 像素大于等于413*626, 红、蓝或白色背景, JPG或JPEG.
  static let zhejiangPhoto: [(PictureFacts, [String])] = [
    (picture(60 * kilobyte - 1, background: .red), ["file_too_small"]),
    (picture(60 * kilobyte, background: .red), ["file_too_small"]),
    (picture(60 * kilobyte + 1, background: .red), []),
    (picture(3 * megabyte - 1, background: .white), []),
    (picture(3 * megabyte, background: .white), ["file_too_large"]),
    (picture(3 * megabyte + 1, background: .white), ["file_too_large"]),
    (picture(200_000, 413, 626, background: .blue), []),
    (picture(200_000, 412, 626, background: .blue), ["file_pixels"]),
    (picture(200_000, 413, 625, background: .blue), ["file_pixels"]),
    (picture(200_000, 626, 413, background: .blue), ["file_pixels"]),
    (picture(background: .other), ["file_background"]),
    (picture(background: nil), ["(file_background_unknown)"]),
    (picture(kind: .png, background: .blue), ["file_kind"]),
    (picture(background: .blue, detail: 0.5), []),
    (picture(background: .blue, detail: 0.49), ["(file_enlarged)"]),
    (
      picture(1000, kind: .png, 10, 10, background: .other),
      ["file_kind", "file_too_small", "file_pixels", "file_background"]
    ),
  ]

  @Test(arguments: zhejiangPhoto) func photoOfZhejiang(_ facts: PictureFacts, _ expected: [String]) throws {
    #expect(try Self.check("zhejiang", "photo", facts) == expected)
  }

  /// JPG或JPEG, 5 M at most.
  @Test(
    arguments: [
      (picture(1), []), (picture(5 * megabyte), []), (picture(5 * megabyte + 1), ["file_too_large"]),
      (picture(kind: .png), ["file_kind"]), (picture(background: .other), []), (picture(1000, 1, 1), []),
    ] as [(PictureFacts, [String])])
  func certificatesOfZhejiang(_ facts: PictureFacts, _ expected: [String]) throws {
    for slot in try Sample.profile("zhejiang").slots where slot.id != "photo" {
      #expect(try Self.check("zhejiang", slot.id, facts) == expected, "\(slot.id)")
    }
  }

  /// JPEG or PNG, smaller than 2 M; the photo at least 295 × 413.
  @Test(
    arguments: [
      (picture(2 * megabyte - 1), []), (picture(2 * megabyte), ["file_too_large"]), (picture(kind: .png), []),
    ] as [(PictureFacts, [String])])
  func filesOfJiangsu(_ facts: PictureFacts, _ expected: [String]) throws {
    for slot in try Sample.profile("jiangsu").slots {
      #expect(try Self.check("jiangsu", slot.id, facts) == expected, "\(slot.id)")
    }
  }

  @Test func photoOfJiangsu() throws {
    #expect(try Self.check("jiangsu", "photo", Self.picture(1000, 295, 413)) == [])
    #expect(try Self.check("jiangsu", "photo", Self.picture(1000, 294, 413)) == ["file_pixels"])
    #expect(try Self.check("jiangsu", "photo", Self.picture(1000, 295, 412)) == ["file_pixels"])
    #expect(try Self.check("jiangsu", "id_front", Self.picture(1000, 10, 10)) == [])
  }

  /// JPG、JPEG、PNG, 小于1M.
  @Test(
    arguments: [
      (picture(megabyte - 1), []), (picture(megabyte), ["file_too_large"]), (picture(megabyte + 1), ["file_too_large"]),
      (picture(kind: .png), []), (picture(1, 1, 1), []),
    ] as [(PictureFacts, [String])])
  func filesOfShanxi(_ facts: PictureFacts, _ expected: [String]) throws {
    for slot in try Sample.profile("shanxi").slots {
      #expect(try Self.check("shanxi", slot.id, facts) == expected, "\(slot.id)")
    }
  }

  @Test(arguments: PictureProblem.allCases) func badPicturesAreRefusedEverywhere(_ fault: PictureProblem) throws {
    for profile in Profile.bundled {
      for slot in profile.slots {
        let facts = Self.picture(kind: nil, 0, 0, problem: fault)
        #expect(try Self.check(profile.province, slot.id, facts) == ["file_" + fault.rawValue])
      }
    }
  }

  @Test func aFileNobodyLookedAtIsRefused() throws {
    var judging = try Judging("shanxi", Sample.shanxiBare, Sample.shanxiBareFiles)
    judging.files[0] = Domain.Attachment(slot: "photo", sha256: "x", facts: nil)
    #expect(judging.errors == ["photo unchecked_file"])
    judging.files[0] = Domain.Attachment(slot: "photo", sha256: "x", facts: Self.picture(kind: nil))
    #expect(judging.errors == ["photo file_unknown_format"])
  }

  @Test func filesThatNobodyAskedForAreRefused() throws {
    var judging = try Judging("zhejiang", Sample.zhejiang, Sample.zhejiangFiles)
    judging.files += Sample.files("id_front", "work_proof_current", "photo/2", "diploma_full_time")
    #expect(
      judging.errors == [
        "photo too_many_files", "work_proof_current not_applicable", "diploma_full_time repeated_file",
        "id_front unknown_slot",
      ])
  }

  @Test func oneFileInTwoSlotsIsPointedOut() throws {
    var judging = try Judging("shanxi", Sample.shanxiBare, Sample.shanxiBareFiles)
    judging.files[2] = Domain.Attachment(slot: "id_back", sha256: "id_front", facts: Sample.document)
    #expect(judging.errors == [])
    #expect(judging.warnings == ["id_back same_file"])
  }
}
