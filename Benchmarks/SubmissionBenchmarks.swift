import Domain
import Foundation
import JWTKit
import PostgreSQL
import Store

/// The endpoint under load, beside `pgbench` calling the same function of the database with the same documents: same machine, same
/// cluster, same role, same number at once, turn by turn.
struct SubmissionBenchmarks {
  static let atOnce = 16
  static let perRound = 1_600
  static let rounds = 5
  static let uploads = 64

  let folder: URL
  /// The built `submission-server`.
  let program: String

  func run(_ table: inout Measurements) async throws {
    guard let profile = SubmissionFixture.profile(today: DomainBenchmarks.today) else { throw Broken.noProfile }
    table.say("建立临时数据库和端点 making a cluster and an endpoint …")
    try await withCluster(at: folder.appending(path: "endpoint")) { cluster in
      let key = ES256PrivateKey()
      let server = try await EndpointProcess(
        program: program, cluster: cluster, profile: profile, key: key, folder: folder)
      let result: Result<Void, any Error>
      do { result = .success(try await measure(&table, server, cluster, profile, key)) } catch {
        result = .failure(error)
      }
      await server.stop()
      try result.get()
    }
  }

  private func measure(
    _ table: inout Measurements, _ server: EndpointProcess, _ cluster: PrivateCluster, _ profile: Profile,
    _ key: ES256PrivateKey
  ) async throws {
    let owner = try await Connection.connect(try cluster.settings())
    // The rounds of each, one at half load, and the uploaders.
    let count = Self.perRound * (2 * Self.rounds + 1) + Self.uploads
    table.say("准备 \(count) 份草稿 preparing drafts …")
    let fixture = try await SubmissionFixture(
      count: count, profile: profile, key: key, kid: EndpointProcess.kid, owner: owner, today: Day(of: Date()))
    let tokens = folder.appending(path: "tokens")
    try Data(fixture.tokens.joined(separator: "\n").utf8).write(to: tokens)

    var ours: [Double] = []
    var theirs: [Double] = []
    for round in 0..<Self.rounds {
      let first = round * 2 * Self.perRound
      theirs.append(try await rate(owner) { try pgbench(cluster, first: first) })
      _ = try send(.reading, server, tokens, first: first + Self.perRound)
      ours.append(try await rate(owner) { _ = try send(.submission, server, tokens, first: first + Self.perRound) })
    }
    let (mine, best) = (median(ours), median(theirs))
    table.add(
      "HTTP 提交 submissions over HTTP, \(Self.atOnce) at once", "\(Int(mine)) 份/秒 a second",
      "各轮 rounds \(ours.map { "\(Int($0))" }.joined(separator: " "))")
    table.add(
      "pgbench 同样的函数和数据 same function, same rows", "\(Int(best)) 份/秒 a second",
      "各轮 rounds \(theirs.map { "\(Int($0))" }.joined(separator: " "))")
    table.add("提交 HTTP : pgbench", ratio: median(zip(ours, theirs).map { $0 / $1 }), atLeast: 0.7)

    // Each of the connections sends one request an interval: together half of what was possible.
    let interval = Double(Self.atOnce) / (mine / 2)
    let rest = Self.rounds * 2 * Self.perRound
    _ = try send(.reading, server, tokens, first: rest)
    let latency = try send(.submission, server, tokens, first: rest, pause: Int(interval * 1000))
    table.add("半负荷时 99% 的提交 99 % of submissions at half load", "< \(latency)")

    try await upload(&table, server, profile, fixture.tokens.suffix(Self.uploads))
    await owner.close()
  }

  /// Of rounds that took turns, what the machine did beside them does not count.
  private func median(_ figures: [Double]) -> Double { figures.sorted()[figures.count / 2] }

  /// Submissions a second by the database's own clock, from the first to the last of them.
  private func rate(_ owner: Connection, _ work: () throws -> Void) async throws -> Double {
    let before = try await owner.query("SELECT coalesce(max(id), 0) AS id FROM review.event")[0]
    let last: Int = try before["id"]
    try work()
    let row = try await owner.query(
      """
      SELECT count(*) AS done, extract(epoch FROM max(at) - min(at))::double precision AS seconds
      FROM review.event WHERE id > $1 AND action = 'submitted'
      """, [last])[0]
    let done: Int = try row["done"]
    // What was on its way when the last answer was counted is not waited for.
    guard (Self.perRound - Self.atOnce...Self.perRound).contains(done) else { throw Broken.submitted(done) }
    return Double(done) / (try row.decode("seconds", as: Double.self))
  }

  private func pgbench(_ cluster: PrivateCluster, first: Int) throws {
    let script = folder.appending(path: "submit.sql")
    try Data(
      """
      \\set id :first + :i * \(Self.atOnce) + :client_id
      \\set i :i + 1
      SELECT review.intake_submit(document) FROM public.bench_row WHERE id = :id;
      """.utf8
    ).write(to: script)
    let programs = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").sorted {
      Int($0) ?? 0 < Int($1) ?? 0
    }
    let output = try Tool.run(
      "/usr/lib/postgresql/\(programs.last ?? "15")/bin/pgbench",
      [
        "-n", "-M", "prepared", "-c", "\(Self.atOnce)", "-j", "1", "-t", "\(Self.perRound / Self.atOnce)", "-D", "i=0",
        "-D", "first=\(first)", "-f", script.path,
      ],
      environment: [
        "PGHOST": cluster.socketDirectory, "PGPORT": "5432", "PGUSER": "intake", "PGDATABASE": PrivateCluster.database,
        "PGPASSFILE": cluster.passwordFile.path(percentEncoded: false),
      ])
    guard !output.contains("aborted") else { throw Broken.pgbench }
  }

  /// What each applicant sends.
  private enum Request: String {
    /// What everybody who fills in a form has done many times before submitting it: from then on the token is known.
    case reading = "GET"
    case submission = "POST"
  }

  /// One request of each of the next `perRound` applicants; returns the 99th percentile as wrk writes it.
  private func send(
    _ request: Request, _ server: EndpointProcess, _ tokens: URL, first: Int, pause: Int = 0
  ) throws -> String {
    let script = folder.appending(path: "requests.lua")
    try Data(Self.lua.utf8).write(to: script)
    let path = "/v1/\(server.province)/application" + (request == .submission ? "/submit" : "")
    let output = try Tool.run(
      "/usr/bin/wrk",
      [
        "-t1", "-c\(Self.atOnce)", "-d120s", "--timeout", "60s", "-s", script.path, server.address + path, "--",
        request.rawValue, tokens.path, "\(first)", "\(Self.perRound)", "\(pause)",
      ])
    guard output.contains("refused 0\n"),
      let line = output.split(separator: "\n").first(where: { $0.hasPrefix("p99 ") })
    else { throw Broken.refused(String(output.suffix(300))) }
    return String(line.dropFirst(4))
  }

  /// The requests are made before, and answers only counted, so that the machine's time goes to the server.
  private static let lua = """
    local requests, count, pause, sent = {}, 0, 0, 0
    function init(args)
      local method, first = args[1], tonumber(args[3])
      count, pause = tonumber(args[4]), tonumber(args[5])
      local n = 0
      for token in io.lines(args[2]) do
        if n >= first and n < first + count then
          local headers, body = {["Authorization"] = "Bearer " .. token}, nil
          if method == "POST" then
            headers["Content-Type"], headers["Idempotency-Key"] = "application/json", "k" .. n
            body = '{"commitment":{"accepted":true,"version":"1"}}'
          end
          requests[#requests + 1] = wrk.format(method, nil, headers, body)
        end
        n = n + 1
      end
    end
    function delay() return pause end
    function request()
      sent = sent + 1
      -- Who asks for more than there are has an answer; when all have, wrk goes on sleeping until it is interrupted.
      if sent == count + \(atOnce) then wrk.thread:stop() os.execute("(sleep 0.2; kill -INT $PPID) &") end
      return requests[math.min(sent, count)]
    end
    function done(summary, latency, requests)
      local errors = summary.errors
      print("refused " .. errors.status + errors.connect + errors.read + errors.write + errors.timeout)
      print(string.format("p99 %.1f ms", latency:percentile(99) / 1000))
    end
    """

  // MARK: Uploads

  private func upload(
    _ table: inout Measurements, _ server: EndpointProcess, _ profile: Profile, _ tokens: ArraySlice<String>
  ) async throws {
    let size = 2 << 20
    guard
      let slot = profile.slots.first(where: {
        $0.file.minimumWidth == 0 && $0.file.kinds.contains(.jpeg) && $0.file.largest.map { $0.bytes > size } != false
      })
    else { throw Broken.noSlot }
    let picture = folder.appending(path: "picture.jpg")
    try LargePicture(bytes: size).data.write(to: picture)
    let list = folder.appending(path: "uploaders")
    try Data(tokens.joined(separator: "\n").utf8).write(to: list)
    let script = folder.appending(path: "upload.lua")
    try Data(Self.uploadLua.utf8).write(to: script)
    let output = try Tool.run(
      "/usr/bin/wrk",
      [
        "-t1", "-c\(Self.uploads)", "-d10s", "--timeout", "60s", "-s", script.path,
        server.address + "/v1/\(server.province)/application/attachments/\(slot.id)", "--", list.path, picture.path,
      ])
    guard output.contains("refused 0\n") else { throw Broken.refused(String(output.suffix(400))) }
    let rate = output.split(separator: "\n").first { $0.hasPrefix("Requests/sec:") }?.split(separator: " ").last ?? "?"
    table.add("上传 2 MB 文件 uploads of 2 MB, \(Self.uploads) at once", "\(rate) 个/秒 a second")
    table.add("端点最大内存 the endpoint's peak memory", megabytes: server.peakMegabytes, under: 128)
  }

  private static let uploadLua = """
    local tokens, body, sent = {}, "", 0
    refused = 0
    local threads = {}
    function setup(thread) table.insert(threads, thread) end
    function init(args)
      for line in io.lines(args[1]) do tokens[#tokens + 1] = line end
      local file = io.open(args[2], "rb")
      body = file:read("*a")
    end
    function request()
      sent = sent + 1
      return wrk.format("PUT", nil, {["Authorization"] = "Bearer " .. tokens[sent % #tokens + 1],
        ["Content-Type"] = "image/jpeg"}, body)
    end
    function response(status) if status ~= 200 and status ~= 201 then refused = refused + 1 end end
    function done(summary, latency, requests)
      local bad = 0
      for _, thread in ipairs(threads) do bad = bad + thread:get("refused") end
      print("refused " .. bad)
    end
    """

  enum Broken: Error {
    case noProfile, noSlot, pgbench
    case submitted(Int)
    case refused(String)
  }
}
