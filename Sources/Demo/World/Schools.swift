import Domain

/// Schools and majors by level of education (codes of `education_form`).
enum Schools {
  /// A school that gives diplomas of this level, more often one of the own province.
  static func school(_ level: Int, in region: Region, city: Region, partTime: Bool, _ random: inout SeededRandom)
    -> String
  {
    if partTime {
      return random.pick(
        level >= 5 ? random.chance(30) ? openUniversities : universities(of: region, &random) : openUniversities)
    }
    let place = city.name.dropLast()
    switch level {
    case 5...: return random.pick(universities(of: region, &random))
    case 4: return random.chance(40) ? place + "职业技术学院" : random.pick(colleges)
    case 3: return place + random.pick(Unit.split("财经学校 职业中等专业学校 商业学校 中等职业技术学校"))
    case 2: return place + random.pick(Unit.split("第一中学 第二中学 高级中学 实验中学"))
    default: return region.name + random.pick(Unit.split("第一初级中学 第二初级中学 实验初级中学"))
    }
  }

  /// A major; nearly all are of the trade.
  static func major(_ level: Int, _ random: inout SeededRandom) -> String {
    switch level {
    case 6...: random.pick(["会计学": 40, "会计": 35, "企业管理": 10, "财政学": 8, "审计": 7])
    case 5: random.pick(["会计学": 48, "财务管理": 26, "审计学": 7, "金融学": 6, "工商管理": 5, "国际经济与贸易": 4, "经济学": 3, "英语": 1])
    case 4: random.pick(["会计": 42, "会计电算化": 26, "财务管理": 14, "大数据与会计": 8, "市场营销": 5, "计算机应用技术": 5])
    case 3: random.pick(["会计": 60, "会计事务": 20, "财务会计": 20])
    default: "普通"
    }
  }

  /// A major that somebody might write by mistake.
  static func otherMajor(than major: String) -> String { major == "会计学" ? "会计" : "会计学" }

  private static func universities(of region: Region, _ random: inout SeededRandom) -> [String] {
    random.chance(70) ? own[region.code.prefix(2)] ?? national : national
  }

  private static let own: [Substring: [String]] = [
    "33": Unit.split("浙江财经大学 浙江工商大学 杭州电子科技大学 浙江工业大学 宁波大学 温州大学 浙江大学 嘉兴大学 绍兴文理学院 浙江万里学院"),
    "32": Unit.split("南京财经大学 南京审计大学 江苏大学 南京大学 苏州大学 扬州大学 江南大学 南京理工大学 常州大学 南通大学"),
    "14": Unit.split("山西财经大学 山西大学 太原理工大学 山西农业大学 太原科技大学 中北大学 运城学院 长治学院 山西大同大学 晋中学院"),
  ]
  private static let national = Unit.split("上海财经大学 中南财经政法大学 西南财经大学 东北财经大学 江西财经大学 首都经济贸易大学 安徽财经大学 厦门大学")
  private static let colleges = Unit.split("浙江金融职业学院 江苏财会职业学院 山西省财政税务专科学校 浙江商业职业技术学院 江苏经贸职业技术学院 山西工商学院")
  private static let openUniversities = Unit.split("国家开放大学 浙江开放大学 江苏开放大学 山西开放大学 中央广播电视大学 东北财经大学 西南大学")
}
