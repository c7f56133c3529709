import Domain

/// Names as common as names are, made of the most frequent surnames and of characters that given names are made of.
enum Names {
  /// Surnames with their share in per mille of the population.
  private static let surnames: [(String, Double)] = zip(
    "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 罗 高 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常 欧阳 上官 诸葛 司马"
      .split(separator: " ").map(String.init),
    [72, 71, 68, 54, 45, 31, 22, 21, 20, 19, 15, 14, 13, 13, 12, 11, 11, 11, 9, 9]
      + (0..<84).map { 8.5 - Double($0) * 0.095 }
  ).map { ($0, $1) }

  private static let surnameWeights = surnames.map(\.1)

  /// Characters by sex and by the generation that likes them: before 1975, to 1989, after.
  private static let characters: [Sex: [[String]]] = [
    .male: [
      split("建国 志强 国华 建军 建华 永强 国强 志明 明 军 伟 勇 平 刚 德明 文华 海军 卫东 建平 志刚 小平 文 华 林 荣华 庆生 根生 金龙 宝山 长根 水根 福根"),
      split("伟 强 磊 军 勇 涛 斌 鹏 杰 超 峰 波 辉 刚 健 俊 凯 志伟 海涛 晓东 文斌 建波 永刚 立新 海波 晓峰 国栋 志鹏 少华 敏杰 云飞 宏伟"),
      split("浩 宇 俊杰 子豪 浩然 宇航 博文 天宇 鑫 佳豪 泽宇 嘉诚 一鸣 文博 思远 逸凡 俊豪 晨 旭东 志远 明轩 睿 皓 梓轩 昊天 书豪 家伟 伟豪"),
    ],
    .female: [
      split("秀英 桂英 秀兰 玉兰 桂兰 玉梅 秀珍 凤英 春梅 丽华 美英 红 芳 萍 霞 敏 丽 娟 燕 琴 建英 爱华 雪梅 月琴 彩萍 亚萍 小红 惠芳 国英 水英 金花 杏英"),
      split("芳 娜 敏 静 丽 艳 娟 霞 燕 玲 婷 洁 莉 萍 颖 红梅 晓燕 海燕 丽萍 丹 琳 倩 雪 晶 蓉 慧 小燕 丽娜 晓丽 春燕 秋萍 建芳 旭红"),
      split("婷婷 雨欣 佳怡 思雨 欣怡 梦婷 雪 静怡 雅婷 嘉怡 诗雨 晓雯 佳琪 梦瑶 悦 婧 雯 琪 怡 思琪 文静 慧敏 佳慧 雨桐 一诺 子涵 若彤 玥 莹 梓萱 可欣"),
    ],
  ]

  private static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  /// A surname and a given name that fit sex and year of birth.
  static func name(_ sex: Sex, bornIn year: Int, _ random: inout SeededRandom) -> String {
    let generations = characters[sex] ?? []
    let generation = min(generations.count - 1, year < 1975 ? 0 : year < 1990 ? 1 : 2)
    return surnames[random.weighted(surnameWeights)].0 + random.pick(generations[generation])
  }

  /// A name in Latin letters, for holders of foreign passports.
  static func foreign(_ random: inout SeededRandom) -> String {
    random.pick(split("ANNA MARIA JOHN DAVID LAURA PETER EMMA JAMES YUKI HANA MIN LEE OLGA IVAN"))
      + " " + random.pick(split("SMITH MILLER BROWN TANAKA SATO KIM PARK IVANOVA GARCIA ROSSI NGUYEN TAN"))
  }
}
