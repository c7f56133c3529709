import ConnectionGuard
import Domain
import Hummingbird
import NIOCore
import NIOPosix
import Store

/// A request's body on its way to the disk: as it comes, never whole in memory, and no further than its bound.
struct IncomingFile: Sendable {
  let upload: ContentStore.Upload

  /// Reads the body to its end. When it is too large, or the client goes away, nothing is left behind.
  ///
  /// - Parameter slot: says the most bytes that may come.
  init(_ body: RequestBody, in contents: ContentStore, of slot: Slot) async throws {
    var meter = try BodyMeter(limit: slot.byteLimit)
    let upload = try await Self.storing { try contents.upload() }
    var buffer: [UInt8] = []
    func flush() async throws {
      let bytes = buffer[...]
      buffer = []
      try await Self.storing { try upload.write(bytes) }
    }
    for try await part in body {
      do { try meter.take(part.readableBytes) } catch { throw ProblemDetails.fileTooLarge(slot) }
      buffer.append(contentsOf: part.readableBytesView)
      // The body is asked for more only when this is on its way to the disk: that holds the sender back.
      if buffer.count >= Self.chunk { try await flush() }
    }
    if !buffer.isEmpty { try await flush() }
    self.upload = upload
  }

  /// Brings the picture to the disk and gives it its name.
  func keep(_ facts: PictureFacts, as kind: PictureKind) async throws -> ContentStore.Entry {
    try await Self.storing { try upload.keep(facts, as: kind) }
  }

  /// Blocking work on the content store, on threads for that.
  static func storing<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    do { return try await NIOThreadPool.singleton.runIfActive(work) } catch let failure as ContentStore.Failure {
      throw ProblemDetails.notStored(failure)
    }
  }

  private static let chunk = 64 << 10
}

extension ProblemDetails {
  /// In the words of the form, as the same file would be refused that came a little smaller.
  static func fileTooLarge(_ slot: Slot) -> ProblemDetails {
    let bound =
      slot.file.largest.map { slot.sentence(on: $0) }
      ?? Text(
        zh: "“\(slot.label.zh)”的文件应不超过\(slot.byteLimit >> 20)MB。",
        en: "The file of “\(slot.label.en)” must be at most \(slot.byteLimit >> 20) MB.")
    return ProblemDetails(
      .contentTooLarge, Text(zh: bound.zh + "请压缩后再上传。", en: bound.en + " Compress it and send it again."),
      members: ["limit": .integer(slot.byteLimit)])
  }

  static func notStored(_ failure: ContentStore.Failure) -> ProblemDetails {
    let reason =
      switch failure {
      case .store(let operation, let code): "content store: \(operation) failed with \(code)"
      case .source(let code): "content store: reading failed with \(code)"
      case .altered: "content store: a file was altered"
      case .malformedHash: "content store: malformed hash"
      }
    return notStored(reason: reason)
  }

  static func notStored(reason: String) -> ProblemDetails {
    ProblemDetails(
      .unavailable,
      Text(
        zh: "文件暂时无法保存，请稍后再传；已填写的内容不受影响。",
        en: "The file cannot be kept just now; try again later. What was filled in is safe."),
      headers: [.retryAfter: "30"], reason: reason)
  }
}

extension Slot {
  /// Bytes that are read of a file before it is refused; 10 MB where the form sets no bound.
  var byteLimit: Int { file.largest?.bytes ?? 10 << 20 }
}
