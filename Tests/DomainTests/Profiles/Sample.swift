import Domain
import Testing

/// Complete, valid submissions of each province to start from, and files that satisfy any slot.
/// The document numbers use county codes younger than the birth dates in them: they belong to nobody.
enum Sample {
  static let today = Day(iso: "2026-11-21") ?? .latest

  static func profile(_ province: String) throws -> Profile {
    try #require(Profile.current(province, on: today))
  }

  /// The example of the import format: no workplace, one qualification.
  static let zhejiang: Answers = [
    "identity.name": "王小明", "identity.id_type": "01", "identity.id_number": "33011319850312011X",
    "identity.mobile": "13800000000",
    "personal.country": "156", "personal.ethnic": "01", "personal.political": "13",
    "work.has_unit": false, "work.residence_region": "330102", "work.residence_address": "某街道1号",
    "work.postal_code": "310001",
    "education.full_time.level": "5", "education.full_time.degree": "1", "education.full_time.major": "会计学",
    "education.full_time.school": "某大学", "education.full_time.graduated_on": "2007-06-30",
    "qualifications": [
      [
        "level": "1", "type": "1", "method": "1", "obtained_on": "2010-10-20", "certificate_number": "T0001",
      ]
    ],
  ]

  /// With a workplace and everything else filled in.
  static let zhejiangEmployed: Answers = {
    var answers = zhejiang
    for id in ["work.residence_region", "work.residence_address"] { answers[id] = nil }
    answers["work.has_unit"] = true
    answers["work.unit_code"] = "91330113MA2XX0019U"
    answers["work.unit_name"] = "某某有限公司"
    answers["work.unit_type"] = "06"
    answers["work.unit_region"] = "330113"
    answers["work.unit_address"] = "某路2号"
    answers["work.started_on"] = "2008-07-01"
    answers["work.post"] = "08"
    answers["work.admin_post"] = "1"
    answers["title.code"] = "2"
    answers["title.appointed_on"] = "2011-01-01"
    answers["education.full_time.certificate_number"] = "100001200705000001"
    answers["education.part_time.level"] = "6"
    answers["education.part_time.degree"] = "3"
    answers["education.part_time.major"] = "工商管理"
    answers["education.part_time.school"] = "某大学"
    answers["education.part_time.graduated_on"] = "2015-06-30"
    return answers
  }()

  static let photo = PictureFacts(kind: .jpeg, bytes: 200_000, width: 413, height: 626, background: .blue, detail: 0.9)
  static let document = PictureFacts(kind: .jpeg, bytes: 300_000, width: 1200, height: 900)

  /// One file for each slot; each has a content of its own.
  static func files(_ slots: String...) -> [Domain.Attachment] {
    slots.map { name in
      let parts = name.split(separator: "/")
      let slot = String(parts[0])
      let n = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
      return Domain.Attachment(slot: slot, n: n, sha256: name, facts: slot == "photo" ? photo : document)
    }
  }

  static let zhejiangFiles = files("photo", "diploma_full_time", "degree_full_time", "qualification_certificate")
  static let zhejiangEmployedFiles = files(
    "photo", "unit_certificate", "work_proof_first", "work_proof_current", "diploma_full_time", "degree_full_time",
    "diploma_part_time", "degree_part_time", "qualification_certificate")
}
