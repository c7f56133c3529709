import Domain
import HTTPTypes
import Store

/// Files of the draft (材料): uploaded as they are, looked at, replaced, shown to their owner, deleted.
enum AttachmentRoutes {
  static let routes = [
    list, put("", ""), put("/{n}", "Nth"), get("", ""), get("/{n}", "Nth"), delete("", ""), delete("/{n}", "Nth"),
  ]

  private static let base = "/v1/{province}/application/attachments"

  private static let list = Route(
    "listAttachments", .get, base, Text(zh: "材料清单", en: "The files"), access: .applicant,
    answers: [
      .init(
        .ok, "The files that are there, and the places that the answers open with what each asks for",
        .json(.object(["attachments": .array(DraftAttachment.schema), "slots": .array(place)])))
    ], problems: [.noApplication]
  ) { exchange in
    let (draft, profile) = try await exchange.draft()
    let progress = profile.progress(
      try exchange.shown(draft, under: profile), attachments: draft.attachments.map(\.attachment),
      today: exchange.services.today)
    return .json([
      "attachments": .array(draft.attachments.map(\.json)),
      "slots": .array(
        progress.files.map { file in
          let slot = profile.slots.first { $0.id == file.slot }
          return [
            "slot": .string(file.slot), "n": .integer(file.n), "place": file.place.map(JSONValue.integer) ?? .null,
            "row_name": file.row.map { .string($0(exchange.language)) } ?? .null, "required": .bool(file.isRequired),
            "filled": .bool(file.isFilled), "label": .string(slot?.label(exchange.language) ?? file.slot),
            "asks": .string(slot.map { profile.words($0.file)(exchange.language) } ?? ""),
            "alternatives": .array(file.alternatives.map(JSONValue.string)),
          ]
        }),
    ])
  }

  private static let place = Schema.object([
    "slot": .string, "n": .integer, "place": .optional(.integer), "row_name": .optional(.string), "required": .boolean,
    "filled": .boolean, "label": .string, "asks": .string, "alternatives": .array(.string),
  ])

  // MARK: Upload

  private static func put(_ path: String, _ suffix: String) -> Route {
    Route(
      "putAttachment\(suffix)", .put, "\(base)/{slot}\(path)",
      Text(zh: "上传或替换一份材料", en: "Uploads a file, or replaces it"), access: .applicant, parameters: [.fileName],
      body: .file,
      answers: [.init(.created, "Stored", .json(stored)), .init(.ok, "Replaced", .json(stored))],
      problems: [
        .noApplication, .notFound, .wrongState, .draftChanged, .notEligible, .invalidFile, .contentTooLarge,
        .unsupportedMediaType,
      ]
    ) { try await upload($0) }
  }

  private static let stored = Schema.object(["attachment": DraftAttachment.schema, "warnings": .array(.problem)])

  /// Something that wraps what it carries, so that the body is not the file.
  private static func isForm(_ type: String) -> Bool {
    ["application/json", "application/x-www-form-urlencoded"].contains(type)
  }

  private static func upload(_ exchange: HTTPExchange) async throws -> Reply {
    let (draft, profile) = try await exchange.draft()
    let place = try AttachmentPlace(exchange, profile, draft)
    try exchange.admit(.attach, to: draft, under: profile)
    try place.admit(under: profile, draft)
    let gates = profile.gates(try exchange.shown(draft, under: profile), today: exchange.services.today)
    guard gates.isEmpty else { throw ProblemDetails.notEligible(gates) }
    let surplus = profile.surplus(
      place.slot, n: place.n, answers: try exchange.shown(draft, under: profile), today: exchange.services.today)
    if let surplus, surplus.severity == .error {
      throw ProblemDetails(
        .invalidFile,
        Text(
          zh: "文件没有保存：按您所填的其他内容，不需要这份材料。", en: "The file was not kept: by your other answers it is not needed."),
        errors: [
          .init(pointer: "/attachments/\(place.slot.id)/\(place.n)", code: surplus.code, detail: surplus.text)
        ])
    }
    guard exchange.isNotEncoded else {
      throw ProblemDetails(
        .unsupportedMediaType,
        Text(zh: "请直接上传图片，不要压缩（Content-Encoding）。", en: "Send the picture as it is, without Content-Encoding."))
    }
    // RFC 9110, 14.5: a part must not be taken for the whole.
    guard exchange.head.headerFields[.contentRange] == nil else {
      throw ProblemDetails(
        .malformedRequest,
        Text(zh: "请一次上传整个文件，不要分段（Content-Range）。", en: "Send the whole file at once, without Content-Range."))
    }
    // What a browser calls a file is not believed: the content decides, and says what to do with a GIF or a PDF.
    if let type = exchange.contentType, ["text/", "multipart/"].contains(where: type.hasPrefix) || isForm(type) {
      throw ProblemDetails(
        .unsupportedMediaType,
        Text(
          zh: "请把文件本身作为请求正文，以 image/jpeg、image/png 或 application/octet-stream 上传。",
          en: "Send the file itself as the body, as image/jpeg, image/png or application/octet-stream."))
    }
    if let announced = exchange.contentLength, announced > place.slot.byteLimit {
      throw ProblemDetails.fileTooLarge(place.slot)
    }

    try exchange.services.limits.checkUpload(exchange.person())
    try await exchange.services.checkDisk()
    let incoming = try await IncomingFile(exchange.bodyStream, in: exchange.services.contents, of: place.slot)
    let facts = try await exchange.services.inspection.facts(
      of: incoming.upload.path, for: exchange.place(), taking: place.slot.file.kinds)
    // Decoding it was the work, whatever comes of it.
    if facts.width > 0 { try exchange.services.limits.countUpload(exchange.person(), bytes: facts.bytes) }
    let problems = profile.check(Attachment(slot: place.slot.id, n: place.n, sha256: "", facts: facts), in: place.slot)
    let errors = problems.filter { $0.severity == .error }
    guard errors.isEmpty, let kind = facts.kind else {
      throw ProblemDetails(
        .invalidFile, Text(zh: "文件没有保存，请按提示更换。", en: "The file was not kept; send another one."),
        errors: errors.map {
          .init(pointer: "/attachments/\(place.slot.id)/\(place.n)", code: $0.code, detail: $0.text)
        })
    }
    // It may have come slowly, and the session be over.
    if exchange.route.access == .applicant { _ = try await exchange.identify() }
    let entry = try await incoming.keep(facts, as: kind)
    let file = DraftAttachment(
      slot: place.slot.id, n: place.n, sha256: entry.sha256, facts: facts, kind: kind, bytes: entry.bytes,
      originalName: (exchange.query["name"] ?? FileName.given(exchange.head.headerFields[.contentDisposition]))
        .flatMap(FileName.tidied), addedAt: exchange.services.now())
    let key = try exchange.key()
    let isNew = try await exchange.change { try await $0.attach(file, of: key) }
    return .json(
      [
        "attachment": file.json,
        "warnings": .array((problems + [surplus].compactMap(\.self)).map { $0.json(exchange.language) }),
      ],
      isNew ? .created : .ok,
      headers: [.eTag: "\"\(entry.sha256)\""])
  }

  // MARK: Preview

  private static func get(_ path: String, _ suffix: String) -> Route {
    Route(
      "getAttachment\(suffix)", .get, "\(base)/{slot}\(path)", Text(zh: "预览材料", en: "Shows a file"), access: .applicant,
      parameters: [.ifNoneMatch],
      answers: [
        .init(.ok, "The file", .bytes(["image/jpeg", "image/png"]), headers: ["ETag", "Content-Disposition"]),
        .notModified,
      ], problems: [.noApplication, .notFound]
    ) { exchange in
      let (draft, profile) = try await exchange.draft()
      let place = try AttachmentPlace(exchange, profile, draft)
      guard let file = draft.attachments.first(where: { $0.slot == place.slot.id && $0.n == place.n }) else {
        throw ProblemDetails.noFile
      }
      var headers: HTTPFields = [.eTag: "\"\(file.sha256)\"", .cacheControl: "no-store"]
      if exchange.holds("\"\(file.sha256)\"") { return Reply(status: .notModified, headers: headers) }
      let content = try await OutgoingFile(file.sha256, as: file.kind, in: exchange.services.contents)
      let number = place.slot.perRow.flatMap { draft.answers.place(ofRow: place.n, in: $0) } ?? place.n
      let name = "\(place.slot.label.zh)\(number > 1 ? "-\(number)" : "").\(file.kind == .jpeg ? "jpg" : "png")"
      headers[.contentType] = file.kind == .jpeg ? "image/jpeg" : "image/png"
      headers[.contentDisposition] = FileName.disposition("inline", name)
      return Reply(headers: headers, body: .stream(content.body))
    }
  }

  // MARK: Deletion

  private static func delete(_ path: String, _ suffix: String) -> Route {
    Route(
      "deleteAttachment\(suffix)", .delete, "\(base)/{slot}\(path)", Text(zh: "删除一份材料", en: "Deletes a file"),
      access: .applicant, answers: [.init(.noContent, "Gone")], problems: [.noApplication, .notFound, .wrongState]
    ) { exchange in
      let (draft, profile) = try await exchange.draft()
      let place = try AttachmentPlace(exchange, profile, draft)
      let key = try exchange.key()
      let wasThere = try await exchange.change {
        try await $0.detach(slot: place.slot.id, n: place.n, of: key)
      }
      guard wasThere else { throw ProblemDetails.noFile }
      return .noContent
    }
  }
}

extension RouteParameter {
  fileprivate static let fileName = RouteParameter(
    name: "name", place: .query, isRequired: false,
    description: "The file's name on the applicant's machine, to be shown again.",
    schema: Schema(["type": "string", "maxLength": 200]))
}

extension ProblemDetails {
  static let noFile = ProblemDetails(.notFound, Text(zh: "此栏目还没有上传文件。", en: "Nothing was uploaded here."))

  /// A gate of the form stops the flow (R11).
  static func notEligible(_ gates: [Problem]) -> ProblemDetails {
    ProblemDetails(.notEligible, gates.first?.text, errors: gates.map(\.entry))
  }
}
