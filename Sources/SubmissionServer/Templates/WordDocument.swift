/// A Word document (ECMA-376, WordprocessingML) of one page size, A4, with what a form to fill in needs: a title, paragraphs with blanks,
/// a table of two columns, a block of signatures. Fonts are named, not embedded: 宋体 and 黑体 are on every computer that has Word or WPS.
struct WordDocument {
  private let title: String
  private var body = ""

  /// Widths in twentieths of a point: A4 without 2.5 cm at either side.
  private static let page = (width: 11906, height: 16838, margin: 1417)
  private static let textWidth = 9072

  init(title: String) {
    self.title = title
    body += Self.paragraph(
      Self.runs(title, size: 44, font: "黑体"), "<w:spacing w:before=\"0\" w:after=\"240\"/><w:jc w:val=\"center\"/>")
  }

  /// A paragraph of the text, its first line two characters in.
  mutating func add(paragraph text: String) {
    body += Self.paragraph(
      Self.runs(text, size: 28),
      "<w:spacing w:before=\"120\" w:after=\"120\" w:line=\"360\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"560\" w:firstLineChars=\"200\"/>"
    )
  }

  /// Rows of a label and a place to write.
  mutating func add(table rows: [(label: String, value: String)]) {
    let border = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/>"
    }.joined()
    let widths = [3000, Self.textWidth - 3000]
    body +=
      "<w:tbl><w:tblPr><w:tblW w:w=\"\(Self.textWidth)\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
      + "<w:tblBorders>\(border)</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr>"
      + "<w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>"
    for row in rows {
      body += "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"500\" w:hRule=\"atLeast\"/></w:trPr>"
      body += Self.cell(row.label, width: widths[0]) + Self.cell(row.value, width: widths[1]) + "</w:tr>"
    }
    body += "</w:tbl>"
  }

  /// The lines that are signed, in the right half, kept together on one page.
  mutating func add(signature lines: [String]) {
    for (number, line) in lines.enumerated() {
      body += Self.paragraph(
        Self.runs(line, size: 28),
        (number < lines.count - 1 ? "<w:keepNext/>" : "")
          + "<w:spacing w:before=\"\(number == 0 ? 360 : 120)\" w:after=\"0\"/><w:ind w:left=\"4200\"/>")
    }
  }

  /// Small print at the end.
  mutating func add(note text: String) {
    body += Self.paragraph(Self.runs("注：" + text, size: 21), "<w:spacing w:before=\"300\" w:after=\"0\"/>")
  }

  /// The file. Equal documents give equal bytes.
  var bytes: [UInt8] {
    var archive = StoredArchive()
    for (name, content) in [
      ("[Content_Types].xml", Self.contentTypes), ("_rels/.rels", Self.relations),
      ("docProps/core.xml", core), ("word/_rels/document.xml.rels", Self.documentRelations),
      ("word/styles.xml", Self.styles), ("word/document.xml", document),
    ] { archive.add(name, Array((Self.declaration + content).utf8)) }
    return archive.bytes
  }

  // MARK: Parts of a page

  private static func paragraph(_ runs: String, _ properties: String) -> String {
    "<w:p><w:pPr>\(properties)</w:pPr>\(runs)</w:p>"
  }

  private static func cell(_ text: String, width: Int) -> String {
    "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
      + paragraph(runs(text, size: 24), "<w:spacing w:before=\"60\" w:after=\"60\"/>") + "</w:tc>"
  }

  /// Text with its blanks: a run of `_` becomes a line to write on.
  private static func runs(_ text: String, size: Int, font: String? = nil) -> String {
    var runs = ""
    var rest = text[...]
    while let first = rest.first {
      let isBlank = first == "_"
      let part = rest.prefix { ($0 == "_") == isBlank }
      rest = rest.dropFirst(part.count)
      // The hint: signs that both scripts have (□, quotes) are taken from the Chinese font.
      let faces = font.map { " w:ascii=\"\($0)\" w:hAnsi=\"\($0)\" w:eastAsia=\"\($0)\"" } ?? ""
      let fonts = "<w:rFonts w:hint=\"eastAsia\"\(faces)/>"
      let words = isBlank ? String(repeating: "\u{A0}", count: part.count * 2) : escaped(part)
      runs +=
        "<w:r><w:rPr>\(fonts)<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/>\(isBlank ? "<w:u w:val=\"single\"/>" : "")</w:rPr>"
        + "<w:t xml:space=\"preserve\">\(words)</w:t></w:r>"
    }
    return runs
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  // MARK: Files of the package

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private var document: String {
    let (width, height, margin) = Self.page
    return "<w:document xmlns:w=\"\(Self.word)\"><w:body>\(body)"
      + "<w:sectPr><w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"/><w:pgMar w:top=\"\(margin)\" w:right=\"\(margin)\" "
      + "w:bottom=\"\(margin)\" w:left=\"\(margin)\" w:header=\"850\" w:footer=\"850\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
  }

  private var core: String {
    "<cp:coreProperties xmlns:cp=\"\(Self.package)/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      + "<dc:title>\(Self.escaped(title))</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
  }

  private static let contentTypes =
    "<Types xmlns=\"\(package)/content-types\">"
    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    + [("document", "document.main"), ("styles", "styles")].map {
      "<Override PartName=\"/word/\($0.0).xml\" "
        + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.\($0.1)+xml\"/>"
    }.joined()
    + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"

  private static let relations =
    "<Relationships xmlns=\"\(package)/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"word/document.xml\"/>"
    + "<Relationship Id=\"rId2\" Type=\"\(package)/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"

  private static let documentRelations =
    "<Relationships xmlns=\"\(package)/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/styles\" Target=\"styles.xml\"/></Relationships>"

  private static let styles =
    "<w:styles xmlns:w=\"\(word)\"><w:docDefaults><w:rPrDefault><w:rPr>"
    + "<w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>"
    + "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style></w:styles>"
}
