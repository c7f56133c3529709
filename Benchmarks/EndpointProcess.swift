import Domain
import Foundation
import JWTKit
import Store

/// The real server process over a cluster of its own.
final class EndpointProcess {
  static let kid = "bench"

  let address: String
  let province: String
  private let process: Process

  init(
    program: String, cluster: PrivateCluster, profile: Profile, key: ES256PrivateKey, folder: URL
  ) async throws {
    province = profile.province
    let keys = folder.appending(path: "jwks.json")
    let parameters = key.publicKey.parameters
    let jwks: JSONValue = [
      "keys": [
        [
          "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": .string(Self.kid),
          "x": .string(Self.base64URL(parameters?.x ?? "")), "y": .string(Self.base64URL(parameters?.y ?? "")),
        ]
      ]
    ]
    try Data(jwks.canonicalJSON.utf8).write(to: keys)
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["serve", "--port", "0"]
    let prefix = "REVIEW_IDENTITY_\(profile.province.uppercased())"
    process.environment = ProcessInfo.processInfo.environment.merging([
      "REVIEW_STATE_DIR": cluster.stateDirectory.path(percentEncoded: false),
      "\(prefix)_ISSUER": SubmissionFixture.issuer, "\(prefix)_AUDIENCE": SubmissionFixture.audience,
      "\(prefix)_JWKS": keys.path,
      // One machine plays all applicants.
      "REVIEW_REQUESTS_PER_ADDRESS": "10000000", "REVIEW_CONNECTIONS_PER_ADDRESS": "1000",
      "REVIEW_POOL_SIZE": "\(SubmissionBenchmarks.atOnce)",
    ]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    let log = folder.appending(path: "endpoint.log")
    try Data().write(to: log)
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    // For scripts/bench, should this program be killed.
    try Data("\(process.processIdentifier)".utf8).write(to: folder.appending(path: "server.pid"))
    self.process = process
    var line = ""
    while !line.contains("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Failure.didNotStart((try? String(contentsOf: log, encoding: .utf8)) ?? "") }
      line += String(decoding: data, as: UTF8.self)
    }
    address = String(line.split(separator: "\n").last { $0.hasPrefix("http://") } ?? "")
  }

  /// Since its start.
  var peakMegabytes: Double {
    let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Double(line.filter(\.isNumber)) ?? 0) / 1024
  }

  func stop() async {
    process.terminate()
    process.waitUntilExit()
  }

  private static func base64URL(_ text: String) -> String {
    text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  enum Failure: Error { case didNotStart(String) }
}

/// A JPEG of about a given size: a drawn document with remarks that nobody reads.
struct LargePicture {
  let data: Data

  init(bytes: Int) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let original = try Data(
      contentsOf: folder.appending(path: "Sources/Demo/Resources/pictures/diploma-full-time-bachelor.jpg"))
    var remarks = Data()
    let text = Data(repeating: UInt8(ascii: "x"), count: 60_000)
    while original.count + remarks.count + text.count + 4 < bytes {
      // COM: marker, length with its own two bytes.
      remarks += [0xFF, 0xFE, UInt8((text.count + 2) >> 8), UInt8((text.count + 2) & 255)] + text
    }
    data = original.prefix(2) + remarks + original.dropFirst(2)
  }
}

/// Programs of the machine.
enum Tool {
  struct Failed: Error {
    let program: String
    let status: Int32
  }

  /// What it printed on standard output.
  static func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    // Threads of the pool hold all signals back, and their children would, too.
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    try process.run()
    pthread_sigmask(SIG_SETMASK, &before, nil)
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(program: program, status: process.terminationStatus) }
    return String(decoding: data, as: UTF8.self)
  }
}
