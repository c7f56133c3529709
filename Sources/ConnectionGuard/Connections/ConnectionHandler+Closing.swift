import NIOCore
import NIOHTTP1

extension ConnectionHandler {
  func enter(_ phase: Phase) {
    self.phase = phase
    if phase == .closed { record.leave() }
    since = .now()
    schedule()
  }

  /// Answers what never became a request, and hangs up.
  func refuse(_ fault: GuardFault) {
    guard let context, phase != .closed, phase != .lingering else { return }
    let answer = gate.answer(fault)
    let bytes = answer.body.utf8.count
    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
    headers.add(name: "content-length", value: String(bytes))
    headers.add(name: "connection", value: "close")
    gate.journal.begun()
    var done = ExchangeRecord()
    (done.begun, done.requestID, done.status, done.bytesOut) = (since, answer.requestID, answer.status, bytes)
    (done.problem, done.reason) = (answer.problem, answer.reason)
    gate.journal.finished(done, peer: record.peer, isComplete: true)
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    hangUp()
  }

  /// Says that nothing more comes, and gives the client a moment to read what came.
  func hangUp() {
    guard let context else { return }
    if inputIsClosed { return close() }
    enter(.lingering)
    context.close(mode: .output, promise: nil)
    context.read()
  }

  func close() {
    guard phase != .closed, let context else { return }
    if phase != .exchange { phase = .closed }
    context.close(promise: nil)
  }

  // MARK: Time

  /// When something has to happen, if nothing else does before.
  private var due: NIODeadline {
    switch phase {
    case .idle: since + (served == 0 ? limits.header : limits.keepAlive)
    case .header: since + limits.header
    case .lingering: since + limits.linger
    case .closed: .distantFuture
    case .exchange: min(bodyDue, answerDue)
    }
  }

  private var bodyDue: NIODeadline {
    if let bodyFailedAt { return answerHasBegun ? .distantFuture : bodyFailedAt + limits.header }
    guard let waitingSince, !requestIsComplete else { return .distantFuture }
    let allowed = limits.bodyGrace + .nanoseconds(Int64(bodyBytes) * 1_000_000_000 / Int64(limits.minimumRate))
    return waitingSince + (allowed - waited)
  }

  private var answerDue: NIODeadline { unsentWrites > 0 ? lastProgress + limits.stalledAnswer : .distantFuture }

  /// Sees to it that a timer runs at the latest when something is due; one that runs earlier looks again.
  func schedule() {
    let due = due
    guard due < timerDue, let context else { return }
    timer?.cancel()
    timerDue = due
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: due) { self.timeHasPassed() }
  }

  private func timeHasPassed() {
    timerDue = .distantFuture
    let now = NIODeadline.now()
    guard due <= now else { return schedule() }
    switch phase {
    case .idle: close()
    case .header: refuse(.tooSlow(.header))
    case .lingering: close()
    case .closed: break
    case .exchange:
      if answerDue <= now || bodyFailedAt != nil {
        record.note { $0.reason = "client does not read" }
        close()
      } else {
        failBody(.tooSlow(.body))
      }
    }
  }
}
