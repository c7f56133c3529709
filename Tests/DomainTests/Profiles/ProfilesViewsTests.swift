import Domain
import TestSupport
import Testing

/// What the console, the reports and the database see of a profile.
@Suite struct ProfilesViewsTests {
  static func entries(_ views: [SectionView], _ section: String) -> [String] {
    (views.first { $0.id == section }?.entries ?? []).map { "\($0.label.zh)：\($0.display?.zh ?? "—")" }
  }

  @Test func theConfirmationPageOfZhejiang() throws {
    let profile = try Sample.profile("zhejiang")
    let answers = try Judging("zhejiang", Sample.zhejiang, []).validation.answers
    let views = profile.sections(for: answers)
    #expect(views.map(\.title.zh) == ["基本信息", "工作单位或居住地", "学历学位", "专业技术资格"])
    #expect(
      Self.entries(views, "work") == [
        "是否有工作单位：否", "居住地：杭州市上城区", "居住地（详细地址）：某街道1号", "邮政编码：310001", "所属会计管理部门：上城区财政局",
      ])
    #expect(
      Self.entries(views, "basic").prefix(9) == [
        "姓名：王小明", "手机号码：13800000000", "证件类型：身份证", "证件号码：33011319850312011X", "性别：男", "出生日期：1985-03-12",
        "国家或地区：中国(内地)", "民族：汉族", "政治面貌：群众",
      ])
    #expect(
      Self.entries(views, "qualification") == [
        "最高专业技术资格级别：初级", "最高专业技术资格类型：会计类", "取得方式：考试", "取得时间：2010-10-20", "聘任技术职务：—", "专业技术资格证书编号：T0001",
      ])
  }

  @Test func severalQualificationsAreNumbered() throws {
    let views = try Sample.profile("jiangsu").sections(for: Sample.jiangsu)
    let entries = try #require(views.first { $0.id == "qualification" }).entries
    #expect(entries.count == 10)
    #expect(entries[5].target == "qualifications[2].level")
    #expect(entries[5].label.zh == "专业技术资格级别（第2条）")
    #expect(entries[5].display?.zh == "中级")
  }

  /// The phone channel shows the same sections in its own order; what a form does not have is shown all the same.
  @Test func nothingAnsweredIsHidden() throws {
    var answers = Sample.shanxiBare
    answers["work.unit_name"] = "某公司"
    answers["from.elsewhere"] = ["a": 1]
    let views = try Sample.profile("shanxi").sections(for: answers, channel: "wechat")
    #expect(views.map(\.id) == ["basic", "qualification", "education", "work", "other", "other"])
    #expect(Self.entries(views, "work") == ["工作状态：待业", "单位名称：某公司"])
    #expect(views.last?.entries.map(\.target) == ["from.elsewhere"])
  }

  @Test func maskedAnswersAreShownAsTheyAre() throws {
    let profile = try Sample.profile("jiangsu")
    let masked = profile.masked(Sample.jiangsu)
    #expect(masked.text("identity.id_number") == "3****************9")
    #expect(masked.text("identity.mobile") == "1*********0")
    #expect(masked.text("identity.name") == "李*")
    #expect(masked.text("personal.address") == "***")
    #expect(masked.text("work.unit_code") == Sample.jiangsu.text("work.unit_code"))
    let views = profile.sections(for: masked)
    #expect(Self.entries(views, "basic").contains("身份证号码：3****************9"))
    #expect(Mask.email.hide("zhao@example.cn") == "z***@example.cn")
    #expect(Mask.number.hide("12345678901") == "1*********1")
  }

  @Test func changesAreToldInTheOrderOfTheForm() throws {
    let profile = try Sample.profile("jiangsu")
    var new = Sample.jiangsu
    new["title.code"] = "2"
    new["work.unit_level"] = "2"
    new["personal.region"] = "320302"
    new["personal.remark"] = "x"
    new["qualifications"] = [Sample.jiangsu.list("qualifications")[0]].map { .object($0) }.asArray
    let changes = profile.changes(from: Sample.jiangsu, to: new).map {
      "\($0.target): \($0.old?.zh ?? "—") → \($0.new?.zh ?? "—")"
    }
    #expect(
      changes == [
        "personal.region: 南京市鼓楼区 → 徐州市鼓楼区", "personal.remark: — → x", "work.unit_level: — → 市直单位",
        "title.code: 会计师 → 助理会计师", "qualifications[2].level: 中级 → —", "qualifications[2].type: 会计类 → —",
        "qualifications[2].method: 考试 → —", "qualifications[2].obtained_on: 2009-10-20 → —",
        "qualifications[2].certificate_number: T2 → —",
      ])
    #expect(profile.changes(from: new, to: new) == [])
  }

  @Test func typedColumns() throws {
    let jiangsu = try Sample.profile("jiangsu").statistics(Sample.jiangsu)
    #expect(jiangsu["qualification_level"] == "2")
    #expect(jiangsu["applicant_name"] == "李四")
    #expect(jiangsu["work_status"] == "1")
    #expect(jiangsu["birth_date"] == "1978-09-01")
    #expect(jiangsu["degree"] == .null)
    #expect(jiangsu["cpa"] == .null)
    #expect(Set(jiangsu.keys) == Set(StatisticsColumn.names))
    let zhejiang = try Sample.profile("zhejiang").statistics(Sample.zhejiangEmployed)
    #expect(zhejiang["work_status"] == "1")
    #expect(zhejiang["part_time_level"] == "6")
    #expect(try Sample.profile("zhejiang").statistics(Sample.zhejiang)["work_status"] == .null)
    #expect(try Sample.profile("shanxi").statistics(Sample.shanxi)["cpa"] == true)
  }

  @Test func targetsOfReturnReasons() throws {
    for profile in Profile.bundled {
      #expect(Set(profile.targets).count == profile.targets.count)
      for target in profile.targets { #expect(profile.label(target)?.zh.isEmpty == false, "\(target)") }
      for reason in Standards.bundled.reasons {
        for target in reason.targets where profile.label(target) != nil { #expect(profile.targets.contains(target)) }
      }
    }
    let zhejiang = try Sample.profile("zhejiang")
    for target in [
      "photo", "education.full_time.major", "education.part_time", "qualifications", "qualifications.level",
      "qualification_certificate", "identity.id_number",
    ] { #expect(zhejiang.targets.contains(target), "\(target)") }
    #expect(!zhejiang.targets.contains("id_front"))
    #expect(zhejiang.label("qualifications[1].level")?.zh == "最高专业技术资格级别（第1条）")
    #expect(zhejiang.label("nothing") == nil)
  }

  @Test func theFormsSettings() throws {
    for profile in Profile.bundled {
      let settings = try #require(profile.form["settings"])
      #expect(settings["withdrawal"] == "submitted")
      #expect(settings["working_days"] == 5)
      #expect(settings["drafts"] == (profile.province == "shanxi" ? "manual" : "automatic"))
    }
    #expect(try Sample.profile("shanxi").form["settings"]?["notification"]?["channel"] == "page")
    #expect(try Sample.profile("zhejiang").form["settings"]?["notification"]?["channel"] == "sms")
  }

  @Test func theFormAsPeopleSeeIt() throws {
    let outline = try #require(Sample.profile("zhejiang").outline())
    let text = outline.lines(.zh).joined(separator: "\n")
    for line in [
      "1. 登记须知", "2. 基本信息", "* 证件号码  [identity.id_number]", "由浙江政务服务网带入，不能修改", "* 2寸证件照  [photo]",
      "JPG/JPEG，大于60K，小于3M，像素大于等于413*626，背景红、蓝、白", "当“是否有工作单位”为“是”时显示", "当“全日制最高学历”高于“大专”时显示",
      "【模板下载】现会计工作单位证明.docx", "* 同意以上资料填写无误  [truth]",
    ] { #expect(text.contains(line), "\(line)") }
    #expect(outline.steps.map(\.title.zh).prefix(6) == ["登记须知", "基本信息", "工作单位或居住地", "学历学位", "专业技术资格", "附件上传"])
    #expect(outline.lines(.en).joined().contains("when “Has a workplace” is “yes”"))
  }
}

extension [JSONValue] {
  fileprivate var asArray: JSONValue { .array(self) }
}
