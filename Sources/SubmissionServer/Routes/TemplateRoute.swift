import Domain
import HTTPTypes

/// `GET /v1/{province}/templates/{slot}`: the form to fill in, seal and photograph (R13).
enum TemplateRoute {
  static let route = Route(
    "template", .get, "/v1/{province}/templates/{slot}", Text(zh: "下载证明模板", en: "The document to fill in for a slot"),
    parameters: [.version, .ifNoneMatch],
    answers: [
      .init(
        .ok, "a Word document", .bytes([mediaType]), headers: ["ETag", "Cache-Control", "Content-Disposition"]),
      .notModified,
    ], problems: [.notFound]
  ) { exchange in
    let profile = try exchange.namedProfile()
    guard let slot = profile.slots.first(where: { $0.id == exchange.path["slot"] }) else {
      throw ProblemDetails(.notFound, Text(zh: "本省表单没有这个材料栏目。", en: "This form has no such slot."))
    }
    guard let template = slot.template else {
      throw ProblemDetails(
        .notFound,
        Text(
          zh: "“\(slot.label.zh)”没有模板，请直接上传原件的图片。",
          en: "“\(slot.label.en)” has no template: upload a picture of the document."))
    }
    return PublicDocument.kept("template \(slot.id)", of: profile) {
      PublicDocument(WordDocument(template, of: profile).bytes, contentType: mediaType)
    }.reply(
      to: exchange,
      headers: [.contentDisposition: FileName.disposition("attachment", template.file, plain: "\(slot.id).docx")])
  }

  private static let mediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
}
