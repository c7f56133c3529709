import Demo
import Domain

/// Validation, numbers, and the making of demo applications: no files, no database.
enum DomainBenchmarks {
  static let today = Day(iso: "2026-11-21") ?? .latest

  static func run(_ table: inout Measurements) {
    let generator = DemoGenerator(seed: 1, count: 3_000, today: today, catalogue: .bundled)
    let applications = Array(generator)
    for profile in Set(Profile.bundled.map(\.province)).sorted().compactMap({ Profile.current($0, on: today) }) {
      let submissions = applications.filter { $0.province == profile.province }.compactMap(\.submissions.first).prefix(
        300)
      guard let pool = try? DemoPicturePool(), !submissions.isEmpty else { continue }
      let cases = submissions.map { submission in
        (
          submission.answers,
          submission.attachments.map { file in
            Attachment(
              slot: file.slot, n: file.n, sha256: pool[file.picture]?.sha256 ?? "", facts: pool[file.picture]?.facts)
          }
        )
      }
      var refused = 0
      let figure = time(perRound: cases.count) {
        for (answers, files) in cases {
          let verdict = profile.validate(
            answers: answers, attachments: files, commitment: CommitmentRecord(accepted: true), today: today)
          if !verdict.isAcceptable { refused += 1 }
        }
      }
      table.add("校验一份申报 validate a submission, \(profile.province)", milliseconds: figure, under: 1)
      if refused > 0 { table.say("\(profile.province): \(refused) of the valid submissions were refused") }
    }

    let numbers = applications.prefix(1_000).map {
      ($0.applicant.idNumber, NumberKind(idType: $0.applicant.idType, by: .bundled))
    }
    let number = time(seconds: 0.5, perRound: numbers.count) {
      for (number, kind) in numbers { if let kind { _ = Numbers.check(number, as: kind, today: today, by: .bundled) } }
    }
    table.add("校验一个证件号码 check an ID number", Measurements.text(number * 1_000) + " µs")

    let making = time(perRound: 1_000) {
      for _ in DemoGenerator(seed: 2, count: 1_000, today: today, catalogue: .bundled) {}
    }
    table.add(
      "生成一份演示申报 make a demo application", Measurements.text(making * 1_000) + " µs",
      "\(Int(1_000 / making)) 份/秒 a second, one core")
  }
}
