import NIOCore
import NIOHTTP1

/// Holds one client to its limits, between the decoder and the rest.
///
/// One request at a time goes on; what is pipelined behind it waits here. Time is absolute: a header has seconds, a body has its grace
/// and then the minimum rate, counted only while the server waits for bytes; an answer that nobody takes is given up. Where an answer
/// ends before its request does (413, 401), the client is told `Connection: close`, may still send for a moment so that it gets to
/// read the answer, and is hung up on: nothing is drained without bound.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  enum Phase {
    /// Nothing of a request has come yet.
    case idle
    /// The header is coming.
    case header
    /// A request is under way.
    case exchange
    /// Everything is said; what still comes is thrown away.
    case lingering
    case closed
  }

  let gate: ConnectionGate
  let record: ConnectionRecord
  var limits: ConnectionLimits { gate.limits }

  // What follows belongs to the channel's event loop.
  var context: ChannelHandlerContext?
  var phase = Phase.idle
  /// When the phase began.
  var since = NIODeadline.now()
  var timer: Scheduled<Void>?
  var timerDue = NIODeadline.distantFuture

  /// Requests answered.
  var served = 0
  /// Bytes of the header so far.
  var headerBytes = 0
  var requestIsComplete = false
  /// Raw bytes of the body, and what they decoded to.
  var bodyBytes = 0
  var decodedBytes = 0
  /// Since when the server waits for more of the body; nil while it does not.
  var waitingSince: NIODeadline?
  /// How long it has waited for this body.
  var waited = TimeAmount.zero
  /// Since when an unfinished body has been given up.
  var bodyFailedAt: NIODeadline?
  var answerHasBegun = false
  private var recordIsOpen = false
  var unsentWrites = 0
  var lastProgress = NIODeadline.now()

  /// No request after this one.
  var closesAfterAnswer = false
  var inputIsClosed = false { didSet { record.leave() } }
  /// Parts of further requests, and a read that waits with them.
  var held = CircularBuffer<HTTPServerRequestPart>()
  var readIsHeld = false

  init(_ gate: ConnectionGate, _ record: ConnectionRecord) {
    self.gate = gate
    self.record = record
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { begin(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  private func begin(_ context: ChannelHandlerContext) {
    since = .now()
    let verdict = gate.census.enter(record.peer)
    context.channel.closeFuture.whenComplete { [census = gate.census, peer = record.peer] _ in census.leave(peer) }
    switch verdict {
    case .admitted: schedule()
    case .tooManyOfAddress: refuse(.tooManyConnections)
    case .tooMany:
      gate.journal.connectionRefused()
      close()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if phase == .exchange { finishRecord(isComplete: false) }
    enter(.closed)
    context.fireChannelInactive()
  }

  // MARK: What comes in

  /// False when the bytes are of no interest any more.
  func bytesWillBeRead(_ count: Int) -> Bool {
    switch phase {
    case .idle:
      enter(.header)
      headerBytes = count
    case .header: headerBytes += count
    case .exchange where !requestIsComplete:
      bodyBytes += count
      if let since = waitingSince { waited = waited + (.now() - since) }
      waitingSince = nil
    case .exchange: break
    case .lingering, .closed: return false
    }
    return true
  }

  /// After the decoder had them.
  func bytesWereRead() {
    // The decoder counts names and values; this also counts what it skips.
    if phase == .header, headerBytes > 2 * limits.headerBytes {
      refuse(.headerTooLarge("header bytes"))
    } else if phase == .exchange, !requestIsComplete, bodyFailedAt == nil, bodyBytes > 65_536 + 8 * decodedBytes {
      failBody(.malformed("more framing than content"))
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = Self.unwrapInboundIn(data)
    switch phase {
    case .lingering, .closed: return
    case .exchange where requestIsComplete || !held.isEmpty: held.append(part)
    default: receive(part, context)
    }
  }

  private func receive(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
    switch part {
    case .head(let head):
      if let fault = head.fault { return refuse(fault) }
      start(head)
      context.fireChannelRead(Self.wrapInboundOut(part))
    case .body(let bytes):
      guard bodyFailedAt == nil else { return }
      decodedBytes += bytes.readableBytes
      record.note { $0.bytesIn += bytes.readableBytes }
      context.fireChannelRead(Self.wrapInboundOut(part))
    case .end:
      guard bodyFailedAt == nil else { return }
      requestIsComplete = true
      record.note { $0.body = .complete }
      // Trailers are nothing that anybody here has asked for.
      context.fireChannelRead(Self.wrapInboundOut(.end(nil)))
      schedule()
    }
  }

  private func start(_ head: HTTPRequestHead) {
    enter(.exchange)
    requestIsComplete = false
    (bodyBytes, decodedBytes, waited, waitingSince, bodyFailedAt) = (0, 0, .zero, nil, nil)
    (answerHasBegun, unsentWrites) = (false, 0)
    if !head.isKeepAlive || head.version != .http1_1 { closesAfterAnswer = true }
    record.note {
      $0 = ExchangeRecord()
      $0.method = head.method.rawValue
      $0.begun = .now()
      $0.expectsContinue = head.headers.first(name: "expect")?.lowercased() == "100-continue"
    }
    gate.journal.begun()
    recordIsOpen = true
  }

  func read(context: ChannelHandlerContext) {
    guard phase == .exchange else { return context.read() }
    guard !requestIsComplete, held.isEmpty else {
      readIsHeld = true
      return
    }
    if waitingSince == nil {
      waitingSince = .now()
      schedule()
    }
    context.read()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    // Nobody else asks for more of what is thrown away.
    if phase == .lingering { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent:
      closesAfterAnswer = true
      if phase == .idle { close() }
    case ChannelEvent.inputClosed:
      inputIsClosed = true
      switch phase {
      case .idle, .header, .lingering: close()
      // The answer still goes out: the other side may only have said that it has no more requests.
      case .exchange, .closed: break
      }
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let fault = GuardFault(decoding: error) else { return close() }
    switch phase {
    case .idle, .header: refuse(fault)
    case .exchange where !requestIsComplete: failBody(fault)
    // Rubbish behind a request that is fine: it gets its answer, and nothing comes after.
    case .exchange:
      closesAfterAnswer = true
      held.removeAll()
    case .lingering, .closed: break
    }
  }

  /// The task that reads the body learns from the record why there is no more.
  func failBody(_ fault: GuardFault) {
    guard bodyFailedAt == nil, let context else { return }
    bodyFailedAt = .now()
    closesAfterAnswer = true
    record.note { $0.body = .failed(fault) }
    context.fireChannelRead(Self.wrapInboundOut(.end(nil)))
    context.fireChannelReadComplete()
    schedule()
  }

  // MARK: What goes out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard phase == .exchange else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    var part = Self.unwrapOutboundIn(data)
    var isEnd = false
    switch part {
    case .head(var head):
      answerHasBegun = true
      if !requestIsComplete || (inputIsClosed && held.isEmpty) { closesAfterAnswer = true }
      if closesAfterAnswer { head.headers.replaceOrAdd(name: "connection", value: "close") }
      record.note { $0.status = Int(head.status.code) }
      part = .head(head)
    case .body(let bytes): record.note { $0.bytesOut += bytes.readableBytes }
    case .end: isEnd = true
    }
    if unsentWrites == 0 { lastProgress = .now() }
    unsentWrites += 1
    let sent = promise ?? context.eventLoop.makePromise()
    sent.futureResult.assumeIsolated().whenComplete { result in
      self.lastProgress = .now()
      self.unsentWrites -= 1
      if isEnd, case .success = result { self.finish() }
    }
    context.write(Self.wrapOutboundOut(part), promise: sent)
    schedule()
  }

  func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
    guard event is BodyWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
    if phase == .exchange, !answerHasBegun, !requestIsComplete, decodedBytes == 0 {
      context.writeAndFlush(Self.wrapOutboundOut(.head(.init(version: .http1_1, status: .continue))), promise: promise)
    } else {
      promise?.succeed()
    }
  }

  private func finish() {
    guard phase == .exchange, let context else { return }
    finishRecord(isComplete: true)
    served += 1
    if closesAfterAnswer || (inputIsClosed && held.isEmpty) { return hangUp() }
    enter(.idle)
    guard !held.isEmpty else { return resumeReading(context) }
    enter(.header)
    headerBytes = 0
    // One request of those that wait, to its end.
    while let part = held.popFirst() {
      receive(part, context)
      guard phase == .exchange, !requestIsComplete else { break }
    }
    context.fireChannelReadComplete()
    if phase == .exchange, !requestIsComplete || held.isEmpty { resumeReading(context) }
  }

  private func resumeReading(_ context: ChannelHandlerContext) {
    guard readIsHeld else { return }
    readIsHeld = false
    read(context: context)
  }

  /// Once for each request, however it and the connection end.
  private func finishRecord(isComplete: Bool) {
    guard recordIsOpen else { return }
    recordIsOpen = false
    gate.journal.finished(record.note { $0 }, peer: record.peer, isComplete: isComplete)
  }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}

/// Sent down the pipeline when the body is about to be read: a client that waits for `100 Continue` may send it.
struct BodyWanted: Sendable {}
