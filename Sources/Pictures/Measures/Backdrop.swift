/// The colours that photo studios put behind a person, and the rest.
public enum BackdropColour: String, Sendable, Hashable, CaseIterable {
  case red, blue, white
  /// One colour, but none of the three: grey, green, yellow, a pale wall.
  case other
  /// No one colour: a room, a landscape, a document.
  case none
}

/// What is behind the head of a portrait, judged by the strip along the top and those down both sides of its upper
/// part, where neither head nor shoulders reach. Lighting makes a wall darker towards the edges, so colours are told by
/// hue and saturation, brightness only by its upper range; a minority of cells may be anything (hair, a corner, a
/// shadow).
public struct Backdrop: Sendable, Hashable {
  /// The class of most of what was sampled.
  public let colour: BackdropColour
  /// The mean of the cells of that class (of all cells for `none`).
  public let mean: RGB

  /// Part of the sampled cells that must agree.
  static let share = 0.7

  init(of picture: Thumbnail) {
    let cells = Backdrop.samples(picture)
    for colour in [BackdropColour.red, .blue, .white] {
      let matching = cells.filter { Backdrop.colour(of: $0) == colour }
      guard Double(matching.count) >= Backdrop.share * Double(cells.count) else { continue }
      if colour == .white, Backdrop.upperBrightness(matching) < 220 { continue }
      self.init(colour: colour, mean: Backdrop.mean(matching))
      return
    }
    let centre = Backdrop.median(cells)
    let near = cells.filter { Backdrop.distance($0, centre) <= 60 }
    let uniform = Double(near.count) >= Backdrop.share * Double(cells.count)
    self.init(colour: uniform ? .other : .none, mean: Backdrop.mean(uniform ? near : cells))
  }

  private init(colour: BackdropColour, mean: RGB) {
    self.colour = colour
    self.mean = mean
  }

  /// The top twentieth, and an eighth on either side down to two fifths; without the outermost cell where there are
  /// enough, because scans and cut prints have a rim.
  private static func samples(_ picture: Thumbnail) -> [RGB] {
    let rim = min(picture.width, picture.height) >= 24 ? 1 : 0
    let top = max(rim + 1, picture.height / 20)
    let side = max(rim + 1, picture.width / 8)
    let bottom = max(top, picture.height * 2 / 5)
    var cells: [RGB] = []
    for y in rim..<max(rim + 1, min(bottom, picture.height)) {
      for x in rim..<max(rim + 1, picture.width - rim) where y < top || x < side || x >= picture.width - side {
        cells.append(picture[x, y])
      }
    }
    return cells
  }

  private static func colour(of cell: RGB) -> BackdropColour {
    let (red, green, blue) = (Double(cell.red), Double(cell.green), Double(cell.blue))
    let value = max(red, green, blue)
    let chroma = value - min(red, green, blue)
    let saturation = value > 0 ? chroma / value : 0
    if saturation <= 0.12, value >= 180 { return .white }
    guard value >= 80, chroma > 0 else { return .other }

    // Degrees on the colour circle: red 0, green 120, blue 240.
    let hue: Double
    if value == red {
      hue = 60 * (green - blue) / chroma
    } else if value == green {
      hue = 120 + 60 * (blue - red) / chroma
    } else {
      hue = 240 + 60 * (red - green) / chroma
    }
    if (-20...12).contains(hue), saturation >= 0.5 { return .red }
    if (188...250).contains(hue), saturation >= 0.25 { return .blue }
    return .other
  }

  /// The brightness that a tenth of the cells exceed: a white wall has a bright part even where its corners are dim, a
  /// grey one has not.
  private static func upperBrightness(_ cells: [RGB]) -> Int {
    let sorted = cells.map { Int(max($0.red, $0.green, $0.blue)) }.sorted()
    return sorted[sorted.count * 9 / 10]
  }

  private static func median(_ cells: [RGB]) -> RGB {
    func middle(_ channel: (RGB) -> UInt8) -> UInt8 { cells.map(channel).sorted()[cells.count / 2] }
    return RGB(middle(\.red), middle(\.green), middle(\.blue))
  }

  private static func mean(_ cells: [RGB]) -> RGB {
    func middle(_ channel: (RGB) -> UInt8) -> UInt8 { UInt8(cells.reduce(0) { $0 + Int(channel($1)) } / cells.count) }
    return RGB(middle(\.red), middle(\.green), middle(\.blue))
  }

  private static func distance(_ one: RGB, _ other: RGB) -> Int {
    max(
      abs(Int(one.red) - Int(other.red)), abs(Int(one.green) - Int(other.green)), abs(Int(one.blue) - Int(other.blue)))
  }
}
