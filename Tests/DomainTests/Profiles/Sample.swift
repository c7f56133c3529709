import Domain
import TestSupport
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

  /// Employed, with two qualifications and the title of the higher one.
  static let jiangsu: Answers = [
    "identity.name": "李四", "identity.id_type": "01", "identity.id_number": "320613197809011179",
    "identity.sex": "1", "identity.birth_date": "1978-09-01", "identity.mobile": "13900000000",
    "personal.country": "156", "personal.ethnic": "01", "personal.political": "01",
    "personal.address": "某路3号", "personal.postal_code": "210000", "personal.region": "320106",
    "work.status": "1", "work.unit_code": "12330100000001011R", "work.unit_name": "某某中心",
    "work.unit_type": "02", "work.unit_region": "320106", "work.unit_address": "某路4号",
    "work.started_on": "2001-07-01", "work.post": "01", "work.admin_post": "3",
    "title.code": "3", "title.appointed_on": "2010-05-01",
    "education.full_time.level": "4", "education.full_time.certificate_number": "X1",
    "education.full_time.major": "会计", "education.full_time.school": "某学院",
    "education.full_time.graduated_on": "2000-06-30",
    "qualifications": [
      ["level": "1", "type": "1", "method": "1", "obtained_on": "2003-10-20", "certificate_number": "T1"],
      ["level": "2", "type": "1", "method": "1", "obtained_on": "2009-10-20", "certificate_number": "T2"],
    ],
  ]

  /// A student of Jiangsu without qualification.
  static let jiangsuStudent: Answers = {
    var answers = jiangsu
    for id in answers.values.keys where id.hasPrefix("work.") || id.hasPrefix("title.") { answers[id] = nil }
    answers["work.status"] = "2"
    answers["work.school_name"] = "某大学"
    answers["work.school_region"] = "320302"
    answers["title.code"] = "0"
    answers["qualifications"] = []
    return answers
  }()

  /// Somebody of Jiangsu without work.
  static let jiangsuUnemployed: Answers = {
    var answers = jiangsuStudent
    for id in ["work.school_name", "work.school_region"] { answers[id] = nil }
    answers["work.status"] = "3"
    answers["work.residence_region"] = "320106"
    answers["work.residence_address"] = "某村5号"
    return answers
  }()

  /// Employed in Shanxi, with everything there is.
  static let shanxi: Answers = [
    "identity.name": "赵五", "identity.id_type": "01", "identity.id_number": "140703196905200353",
    "identity.sex": "1", "identity.birth_date": "1969-05-20",
    "personal.country": "156", "personal.ethnic": "01", "personal.political": "13",
    "personal.phone": "0351-2345678", "personal.email": "zhao@example.cn", "personal.address": "某路6号",
    "personal.postal_code": "030000", "personal.region": "140105",
    "title.code": "1", "title.appointed_on": "1995-01-01",
    "qualifications": [
      ["level": "1", "type": "1", "method": "1", "obtained_on": "1994-10-20", "certificate_number": "T1"]
    ],
    "education.full_time.level": "5", "education.full_time.degree": "0", "education.full_time.major": "会计学",
    "education.full_time.school": "某大学", "education.full_time.graduated_on": "1991-06-30",
    "education.full_time.certificate_number": "X2",
    "work.status": "1", "work.unit_code": "91330113MA2XX0019U", "work.unit_name": "某某公司",
    "work.unit_type": "06", "work.unit_region": "140105", "work.unit_address": "某路7号",
    "work.started_on": "1991-07-01", "work.post": "08", "work.admin_post": "1",
    "abacus.level": "14", "abacus.certificate_number": "Z1",
    "cpa.holder": true, "cpa.practising": false, "cpa.obtained_on": "2000-01-01",
  ]

  /// Nothing but what Shanxi asks of somebody without work, qualification and education.
  static let shanxiBare: Answers = [
    "identity.name": "孙六", "identity.id_type": "01", "identity.id_number": "140703196905200353",
    "personal.country": "156", "personal.ethnic": "01", "personal.political": "13", "personal.phone": "13700000000",
    "personal.email": "sun@example.cn", "personal.address": "某村8号", "personal.postal_code": "030000",
    "personal.region": "140105", "title.code": "0", "qualifications": [["level": "0"]],
    "education.full_time.level": "0", "work.status": "3", "abacus.level": "00", "cpa.holder": false,
  ]

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
  static let jiangsuFiles = files(
    "photo", "id_front", "id_back", "diploma_full_time", "work_proof_current", "qualification_certificate/1",
    "qualification_certificate/2")
  static let jiangsuStudentFiles = files("photo", "id_front", "id_back", "diploma_full_time", "student_card")
  static let jiangsuUnemployedFiles = files("photo", "id_front", "id_back", "diploma_full_time", "household_proof")
  static let shanxiFiles = files(
    "photo", "id_front", "id_back", "qualification_certificate", "diploma_full_time", "work_proof_current",
    "abacus_certificate", "cpa_certificate")
  static let shanxiBareFiles = files("photo", "id_front", "id_back")
}
