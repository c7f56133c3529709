import Demo
import Domain
import Foundation
import Store

/// Looking at portraits: decoding, background, sharpness, and the rule of the slot.
enum PictureBenchmarks {
  static func run(_ table: inout Measurements) throws {
    let pool = try DemoPicturePool()
    let portraits = try pool.entries.filter { $0.background != nil }.map {
      Array(try Data(contentsOf: pool.url(of: $0)))
    }
    guard let profile = Profile.current("zhejiang", on: DomainBenchmarks.today), let slot = profile.slot("photo") else {
      return
    }
    let figure = time(perRound: portraits.count) {
      for bytes in portraits {
        _ = profile.check(Attachment(slot: slot.id, n: 1, sha256: "", facts: PictureFacts(inspecting: bytes)), in: slot)
      }
    }
    table.add("检查一张证件照 check a portrait", milliseconds: figure, under: 50)
  }
}
