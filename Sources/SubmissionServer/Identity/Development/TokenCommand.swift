import ArgumentParser
import Configuration
import Domain
import Foundation
import Store

/// `submission-server token`: a token for trying things out, as the province's service network would issue it.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "签发试用令牌 A token for trying things out.",
    discussion: """
      只有使用本机私有数据库、且没有为该省配置身份来源的端点接受它。标准输出只有令牌本身。
      Only an endpoint over the private database of this machine accepts it, and only where the province has no identity source configured.
        submission-server token --province zhejiang --name 张三 --id-number 11010519491231002X
      """)

  @Option(help: "省份 The province, as zhejiang.") var province: String
  @Option(help: "姓名 The name.") var name: String
  @Option(help: "证件号码 The document number.") var idNumber: String
  @Option(help: "证件类型代码，默认 01 居民身份证 Code of the document type.") var idType = "01"
  @Option(help: "手机号码 The mobile number.") var mobile = "13800138000"
  @Option(help: "性别代码 1 男 2 女；不写则按证件号码 Code of the sex; else what the number tells.") var sex: String?
  @Option(help: "出生日期 yyyy-mm-dd；不写则按证件号码 Date of birth; else what the number tells.") var birthDate: String?
  @Option(help: "有效时间，如 30m、8h，最长 24h How long it is valid.") var validFor = "8h"

  func run() async throws {
    let access = try DatabaseAccess()
    let known = DatabaseCatalogue(try ServeCommand.catalogue())
    // Where a cluster is, it may know more provinces than the program does.
    if case .privateCluster(let cluster) = access.place, case .running = cluster.status(),
      let connection = try? await access.connect(as: nil)
    {
      _ = try? await known.refresh(connection)
      await connection.close()
    }
    let catalogue = known.current
    let config = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "review")
    do {
      print(try await token(access, catalogue, try IdentitySettings.read(config, profiles: catalogue.profiles.all)))
    } catch let refusal as CommandRefusal {
      throw refusal.said
    } catch let problem as IdentitySettingProblem {
      throw CommandRefusal(zh: problem.text.zh, en: problem.text.en).said
    } catch let fault as DevelopmentKeyFault {
      throw CommandRefusal(zh: fault.text.zh, en: fault.text.en).said
    }
  }

  /// - Parameter configured: provinces with an identity source.
  func token(
    _ access: DatabaseAccess, _ catalogue: Catalogue, _ configured: [String: IdentitySettings], now: Date = Date()
  ) async throws -> String {
    guard case .privateCluster(let cluster) = access.place else {
      throw CommandRefusal(
        zh: "已配置 REVIEW_DATABASE_URL：试用令牌只用于本机的私有数据库。",
        en: "REVIEW_DATABASE_URL is set: such tokens are for the private database only.")
    }
    guard let profile = catalogue.profiles.current(province, on: Day(of: now)) else {
      let known = Set(catalogue.profiles.all.map(\.province)).sorted().joined(separator: ", ")
      throw CommandRefusal(
        zh: "没有省份 \(province)；可用：\(known)。", en: "There is no province \(province); known: \(known).")
    }
    guard profile.identity.kind == .sso else {
      throw CommandRefusal(
        zh: "\(profile.name.zh)使用本地账号，没有令牌：请用 POST /v1/\(province)/accounts 注册，再用 POST /v1/\(province)/sessions 登录。",
        en:
          "\(profile.name.en) has accounts of its own, no tokens: register with POST /v1/\(province)/accounts, log in with POST /v1/\(province)/sessions."
      )
    }
    guard configured[province] == nil else {
      throw CommandRefusal(
        zh: "已为 \(province) 配置身份来源，端点不接受试用令牌。",
        en: "\(province) has an identity source configured; such a token is not accepted.")
    }
    guard let seconds = Self.seconds(validFor) else {
      throw CommandRefusal(zh: "有效时间应如 30m 或 8h，最长 24h。", en: "The time is to be written as 30m or 8h, at most 24h.")
    }
    let claims = claims
    try check(claims, profile, Day(of: now))
    // The directory of the key is the cluster's.
    if cluster.status() == .absent { try await access.prepare(ReferenceData.source(catalogue)) }
    return try DevelopmentKey(stateDirectory: cluster.stateDirectory)
      .token(claims, province: province, from: now, for: seconds)
  }

  private var claims: [String: JSONValue] {
    var claims: [String: JSONValue] = [
      "name": .string(name), "id_type": .string(idType), "id_number": .string(idNumber), "mobile": .string(mobile),
    ]
    claims["sex"] = sex.map { .string($0) }
    claims["birth_date"] = birthDate.map { .string($0) }
    return claims
  }

  /// A token that the endpoint would refuse helps nobody.
  private func check(_ claims: [String: JSONValue], _ profile: Profile, _ today: Day) throws {
    guard let identity = try? IdentityAnswers(claims, profile: profile, today: today) else {
      throw CommandRefusal(
        zh: "证件类型、性别或出生日期的写法不对：用代码（01、1）和 yyyy-mm-dd。",
        en: "Document type, sex or date of birth is not as wanted: codes (01, 1) and yyyy-mm-dd.")
    }
    guard let problem = identity.problems.first else { return }
    throw CommandRefusal(zh: problem.text.zh, en: problem.text.en)
  }

  /// `30m`, `8h`, `90s`; at most 24 hours.
  static func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()), (1...86_400).contains(number),
      number * unit <= 86_400
    else { return nil }
    return number * unit
  }
}
