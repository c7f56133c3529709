import Domain
import HTTPTypes

/// `GET /v1/{province}/examples/{example}`: a drawing of what belongs into a slot, or of how to photograph a document (R13).
enum ExampleRoute {
  static let route = Route(
    "example", .get, "/v1/{province}/examples/{example}",
    Text(zh: "材料示例图", en: "A drawing of what belongs into a slot, by the slot or by the number of the form's example"),
    parameters: [.version, .ifNoneMatch],
    answers: [
      .init(.ok, "an SVG drawing", .bytes([mediaType]), headers: ["ETag", "Cache-Control"]), .notModified,
    ], problems: [.notFound]
  ) { exchange in
    let profile = try exchange.namedProfile()
    let name = exchange.path["example"] ?? ""
    guard let picture = picture(name, of: profile) else {
      throw ProblemDetails(.notFound, Text(zh: "这里没有示例图。", en: "There is no example of that."))
    }
    return PublicDocument.kept("example \(name)", of: profile) {
      PublicDocument(Array(picture.svg.utf8), contentType: mediaType)
    }.reply(to: exchange)
  }

  /// What the form's document calls `examples/…`; nil when it calls nothing so.
  private static func picture(_ name: String, of profile: Profile) -> ExamplePicture? {
    if let slot = profile.slots.first(where: { $0.id == name }) {
      let background = slot.file.backgrounds.contains(.white) ? .white : slot.file.backgrounds.first ?? .white
      return slot.example.map { ExamplePicture($0, title: slot.label.zh, background: background) }
    }
    guard let number = Int(name), String(number) == name, profile.examples.indices.contains(number - 1) else {
      return nil
    }
    let example = profile.examples[number - 1]
    return example.drawing.map { ExamplePicture($0, title: example.text.zh, background: .white) }
  }

  private static let mediaType = "image/svg+xml"
}
