import Domain

/// An employer: a name, a credit code with the right check characters, and the type that fits both.
struct Unit {
  let name: String
  let creditCode: String
  /// Code of the list `unit_type`.
  let type: String
  let address: String

  /// The `index`th unit of a county: the same for everybody who works there.
  init(_ index: Int, in region: Region, seed: UInt64) {
    var random = SeededRandom(seed: seed ^ 0x756E_6974, (UInt64(region.code) ?? 0) &* 1_000_003 &+ UInt64(index))
    let kind = random.weighted(Unit.kinds.map(\.weight))
    let shape = Unit.kinds[kind]
    let place = String(region.name.dropLast(region.name.count > 2 ? 1 : 0))
    let word = random.pick(Unit.words) + random.pick(Unit.words2)
    name = random.pick(shape.names)
      .replacing("{区}", with: region.name).replacing("{地}", with: place).replacing("{字}", with: word)
      .replacing("{业}", with: random.pick(Unit.trades)).replacing("{村}", with: random.pick(Unit.villages))
    type = shape.type
    creditCode = Unit.code(prefix: random.pick(shape.prefixes), region: region.code, &random)
    address = Place.street(&random)
  }

  /// GB 32100: prefix, region of the registering office, organisation code, check character.
  private static func code(prefix: String, region: String, _ random: inout SeededRandom) -> String {
    let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let body =
      prefix.hasPrefix("9") && random.chance(70)
      ? "MA" + String((0..<6).map { _ in letters[random.below(letters.count)] })
      : String((0..<8).map { _ in Character(String(random.below(10))) })
    let first = (prefix + region + body).closed(by: CheckCharacter.organisation(body.utf8))
    return first.closed(by: CheckCharacter.mod31(first.utf8) ?? UInt8(ascii: "0"))
  }

  private struct Kind {
    let type: String
    let weight: Double
    let prefixes: [String]
    let names: [String]
  }

  private static let kinds = [
    Kind(
      type: "01", weight: 8, prefixes: ["11"],
      names: ["{区}教育局", "{区}卫生健康局", "{区}财政局", "{区}民政局", "{区}{村}街道办事处", "{区}住房和城乡建设局"]),
    Kind(
      type: "02", weight: 14, prefixes: ["12"],
      names: ["{区}第一人民医院", "{区}{村}小学", "{区}实验中学", "{区}{村}社区卫生服务中心", "{区}图书馆", "{区}机关事务服务中心"]),
    Kind(type: "03", weight: 2, prefixes: ["91"], names: ["{地}{字}{业}股份有限公司", "{地}{字}控股股份有限公司"]),
    Kind(type: "04", weight: 4, prefixes: ["91"], names: ["{字}{业}股份有限公司", "{地}{字}{业}股份有限公司"]),
    Kind(
      type: "05", weight: 9, prefixes: ["91"],
      names: ["{区}城市建设投资集团有限公司", "{区}水务有限公司", "{地}{字}国有资产经营有限公司", "{地}公共交通有限公司"]),
    Kind(
      type: "06", weight: 52, prefixes: ["91"],
      names: ["{地}{字}{业}有限公司", "{地}{字}{业}有限责任公司", "{字}{业}（{地}）有限公司", "{地}{字}贸易有限公司", "{地}{字}会计服务有限公司"]),
    Kind(type: "07", weight: 5, prefixes: ["N1", "N2"], names: ["{区}{村}村股份经济合作社", "{区}{村}街道{村}经济合作社"]),
    Kind(type: "08", weight: 4, prefixes: ["51", "52"], names: ["{区}{村}幼儿园", "{区}会计学会", "{区}{字}社会工作服务中心"]),
    Kind(type: "09", weight: 2, prefixes: ["59", "93"], names: ["{区}{村}农民专业合作社", "{区}{字}联合会"]),
  ]

  private static let words = split("恒 华 鑫 天 宏 金 永 瑞 新 海 东 中 正 德 嘉 汇 佳 广 联 创")
  private static let words2 = split("达 信 源 盛 泰 丰 通 诚 和 润 业 安 远 利 茂 兴 力 晟 禾 邦")
  private static let trades = split("机械制造 纺织 电子科技 建筑工程 食品 物流 化工 信息技术 服饰 家具 新能源科技 环保设备 汽车零部件 进出口 医疗器械 包装材料")
  static let villages = split("城北 城南 新华 和平 东湖 西山 清河 长乐 永宁 桥头 平安 文昌 南星 凤凰 龙山 石桥")

  static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
