import Domain
import Hummingbird
import NIOCore
import Store

/// A stored file on its way to its owner: read as fast as the client takes it, never whole in memory.
struct OutgoingFile: Sendable {
  private let reading: ContentStore.Reading

  init(_ sha256: String, as kind: PictureKind, in contents: ContentStore) async throws {
    reading = try await IncomingFile.storing { try contents.reading(sha256, as: kind) }
  }

  var body: ResponseBody {
    ResponseBody(contentLength: reading.bytes) { writer in
      while true {
        let part = try await IncomingFile.storing { try reading.next() }
        guard !part.isEmpty else { break }
        try await writer.write(ByteBuffer(bytes: part))
      }
      try await writer.finish(nil)
    }
  }
}
