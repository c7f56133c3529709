import Foundation
import TestSupport
import Testing

/// `docs/profiles.md` adds two provinces to an empty database, and walks one of them from the file to the report.
@Suite("a province put in while the server runs", .timeLimit(.minutes(30)))
struct FourthProvinceTests {
  @Test("the manual's walk runs as it stands")
  func walk() async throws {
    let manual = try String(contentsOfFile: Journey.root + "/docs/profiles.md", encoding: .utf8)
    let section = try #require(manual.components(separatedBy: "\n### 湖北").dropFirst().first)
    let script = Journey.shell(section.components(separatedBy: "\n## ")[0])
    try #require(script.contains("application/submit"))
    try await EndpointState.with(demo: 0) { endpoint in
      let output = try await endpoint.shell(script)
      var rest = output[...]
      for expected in [
        "没有问题，可以使用。", "已存入 hubei 2021.1", "已存入 anhui 1", "虚构的演示申报", "数据库", "content_too_large", "295", "proof_of_work",
        "\"revision\":1",
        "社保缴纳证明", "\"state\":\"approved\"", "您已采集过信息", "武汉市", "hubei.xlsx", "hubei-ledger.xlsx",
      ] {
        let found = rest.range(of: expected)
        #expect(found != nil, "\(expected) does not come in its place: \(rest.suffix(3000))")
        if let found { rest = rest[found.upperBound...] }
      }
      #expect(output.contains("工作经历的起止时间有重叠"))
      #expect(output.contains("同时经电子邮件（通知 ") && output.contains("、网站页面（通知 "))
      #expect(output.contains("出纳、资产、负债和所有者权益（净资产）的核算"))
      // The demo knows the new provinces: their people have applied, and their bureaus have staff.
      let counts = try await endpoint.shell(
        """
        for province in hubei anhui zhejiang; do
          scripts/console -c "profile list --format json" | tr '{' '\\n' | grep "\\"$province\\"" | grep -o '"used":[0-9]*'
        done
        scripts/console --user reviewer.340100 -c "queue --format json" | grep -c AH
        """)
      let used = counts.split(separator: "\n").compactMap { Int($0.drop { !$0.isNumber }) }
      #expect(used.count == 4 && used.allSatisfy { $0 > 0 }, "\(counts)")
    }
  }
}
