import Domain
import Foundation
import Store

@testable import SubmissionServer

extension Route {
  /// The same route without its bearer token: the header `X-Person` says who calls.
  var byHeader: Route {
    Route(
      name, method, path, summary, access: .open, parameters: parameters, body: body, answers: answers,
      problems: problems
    ) { exchange in
      var exchange = exchange
      let header = exchange.head.headerFields.first { $0.name.canonicalName == "x-person" }
      exchange.identified =
        TestPerson(
          province: exchange.path["province"] ?? "", serial: Int(header?.value ?? "") ?? 0
        ).applicant
      return try await handle(exchange)
    }
  }
}

/// Somebody invented, whom no identity source needs to know.
struct TestPerson: Sendable {
  let province: String
  let serial: Int

  var applicant: Applicant {
    Applicant(
      province: province, idType: "99", idNumber: "T\(900_000_000 + serial)", name: "测试甲", phone: "16900000000",
      answers: [:], session: nil)
  }

  var headers: [String: String] { ["X-Person": "\(serial)"] }

  var key: ApplicantKey {
    ApplicantKey(province: province, idType: applicant.idType, idNumber: applicant.idNumber)
  }

  /// Reads the notices and begins an application, without waiting for any countdown.
  func start(_ endpoint: TestEndpoint, answers: Answers = [:]) async throws {
    let services = endpoint.services
    guard let profile = services.profiles.current(province, on: services.today),
      let channel = profile.channels.first
    else { return }
    let key = key
    let name = applicant.name
    for notice in profile.notices {
      _ = try await services.database.perform {
        try await $0.showNotice(notice.id, version: profile.version, to: key)
      }
    }
    let owner = try await endpoint.database.connect()
    try await owner.script("UPDATE review.notice_reading SET shown_at = shown_at - interval '1 hour'")
    await owner.close()
    _ = try await services.database.perform {
      try await $0.start(
        key, name: name, phone: nil, profileVersion: profile.version, channel: channel.id,
        commitment: CommitmentRecord(accepted: true), answers: answers)
    }
  }
}

/// Pictures of the invented world.
enum TestPicture {
  static func bytes(_ name: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Demo/Resources")
    return [UInt8](try Data(contentsOf: root.appending(path: "pictures/\(name)")))
  }
}
