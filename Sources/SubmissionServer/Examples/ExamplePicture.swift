import Domain

/// An example drawn as SVG: shapes and bars, so that it is nobody's document and nobody's face.
struct ExamplePicture: Sendable {
  let drawing: ExampleDrawing
  /// What it is an example of; read out by screen readers.
  let title: String
  /// What a portrait stands before.
  let background: PictureBackground

  init(_ drawing: ExampleDrawing, title: String, background: PictureBackground) {
    (self.drawing, self.title, self.background) = (drawing, title, background)
  }

  var svg: String {
    let (width, height) = size
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img">
      <title>\(title.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))（示例）</title>
      \(shapes)
      <text x="\(width - 8)" y="\(height - 8)" font-size="12" text-anchor="end" fill="#3b434d" font-family="sans-serif">示例</text>
      </svg>

      """
  }

  private var size: (Int, Int) {
    switch drawing {
    case .portrait: (300, 420)
    case .idFront, .idBack, .card: (400, 252)
    case .certificate, .legible, .crooked, .blurred, .booklet: (400, 290)
    case .statement: (300, 420)
    }
  }

  private var shapes: String {
    switch drawing {
    case .portrait: rectangle(0.5, 0.5, 299, 419, fill: colour, edge: "#c9ced6") + person(150, 190, 1)
    case .idFront:
      page(400, 252) + bars(28, [90, 60, 120, 190, 150], from: 40, by: 28) + bars(28, [70], from: 212, by: 0)
        + bars(118, [220], from: 212, by: 0) + portrait(285, 40, 0.28)
    case .idBack:
      page(400, 252) + circle(70, 74, 34, fill: "none", edge: seal) + circle(70, 74, 22, fill: "none", edge: seal)
        + bars(130, [220, 150], from: 56, by: 34) + bars(90, [230, 200], from: 170, by: 34)
    case .card:
      page(400, 252) + rectangle(0.5, 0.5, 399, 44, fill: "#b9c7dd", edge: "none") + portrait(28, 76, 0.3)
        + bars(150, [170, 130, 200, 110], from: 84, by: 30) + stamp(322, 196, 30)
    case .certificate, .legible: table + certificate
    case .crooked: table + "<g transform=\"rotate(-17 200 145) translate(60 -40)\">\(certificate)</g>"
    case .blurred:
      "<filter id=\"b\"><feGaussianBlur stdDeviation=\"7\"/></filter>" + table
        + "<g filter=\"url(#b)\">\(certificate)</g>"
    case .booklet:
      table + rectangle(36, 30, 164, 230, fill: "#fff", edge: line)
        + rectangle(200, 30, 164, 230, fill: "#fff", edge: line)
        + bars(56, [110, 124, 90, 124, 70], from: 64, by: 30) + stamp(150, 222, 24)
        + portrait(222, 54, 0.26) + bars(222, [124, 100, 124], from: 176, by: 26)
    case .statement:
      page(300, 420) + bars(100, [100], from: 52, by: 0, thick: 12)
        + bars(36, [228, 228, 190, 228, 228, 120], from: 110, by: 30) + bars(150, [114, 90], from: 318, by: 30)
        + stamp(222, 332, 42)
    }
  }

  // MARK: Pieces

  private let line = "#c9ced6"
  private let seal = "#c8473f"

  private var colour: String {
    switch background {
    case .red: "#d9363e"
    case .blue: "#4a90d9"
    case .white, .other: "#ffffff"
    }
  }

  /// The desk on which a document lies to be photographed.
  private var table: String { "<rect width=\"400\" height=\"290\" fill=\"#8d9aa8\"/>" }

  private var certificate: String {
    rectangle(36, 26, 328, 238, fill: "#fff", edge: line) + rectangle(48, 38, 304, 214, fill: "none", edge: "#c9a76a")
      + bars(140, [120], from: 62, by: 0, thick: 12) + portrait(68, 92, 0.27)
      + bars(176, [150, 120, 150, 90], from: 102, by: 28) + stamp(290, 214, 28)
  }

  private func page(_ width: Double, _ height: Double) -> String {
    "<rect x=\"0.5\" y=\"0.5\" width=\"\(width - 1)\" height=\"\(height - 1)\" rx=\"10\" fill=\"#f6f8fb\" stroke=\"\(line)\"/>"
  }

  private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, edge: String)
    -> String
  {
    "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\" stroke=\"\(edge)\"/>"
  }

  private func circle(_ x: Double, _ y: Double, _ radius: Double, fill: String, edge: String) -> String {
    "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\" fill=\"\(fill)\" stroke=\"\(edge)\" stroke-width=\"3\"/>"
  }

  /// Lines of writing.
  private func bars(_ x: Double, _ widths: [Double], from y: Double, by step: Double, thick: Double = 7) -> String {
    widths.enumerated().map { number, width in
      "<rect x=\"\(x)\" y=\"\(y + Double(number) * step)\" width=\"\(width)\" height=\"\(thick)\" rx=\"3\" fill=\"#59636f\"/>"
    }.joined()
  }

  /// 公章.
  private func stamp(_ x: Double, _ y: Double, _ radius: Double) -> String {
    circle(x, y, radius, fill: "none", edge: seal)
      + "<text x=\"\(x)\" y=\"\(y + radius * 0.35)\" font-size=\"\(radius)\" text-anchor=\"middle\" fill=\"\(seal)\">★</text>"
  }

  /// Head and shoulders around a point, without a face.
  private func person(_ x: Double, _ y: Double, _ scale: Double) -> String {
    """
    <g transform="translate(\(x) \(y)) scale(\(scale))"><path d="M-130 230 Q-125 120 -50 105 L50 105 Q125 120 130 230 Z" fill="#34495e"/>\
    <path d="M-26 60 L-26 108 L0 138 L26 108 L26 60 Z" fill="#e0b08f"/><ellipse cx="0" cy="0" rx="68" ry="88" fill="#f0c6a6"/>\
    <path d="M-72 -8 Q-80 -108 0 -108 Q80 -108 72 -8 Q60 -62 0 -62 Q-60 -62 -72 -8 Z" fill="#2b2b2b"/></g>
    """
  }

  /// The small photograph on a document.
  private func portrait(_ x: Double, _ y: Double, _ scale: Double) -> String {
    rectangle(x, y, 300 * scale, 420 * scale, fill: "#e8edf3", edge: line)
      + person(x + 150 * scale, y + 190 * scale, scale)
  }
}
