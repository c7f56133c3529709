import Testing

@testable import Pictures

/// The wall behind a portrait, as studios and phones take it.
@Suite struct BackdropTests {
  static let walls: [(name: String, colour: Colour, BackdropColour)] = [
    ("red", (255, 0, 0), .red), ("studio red", (217, 30, 42), .red), ("dark red", (160, 20, 30), .red),
    ("blue", (0, 0, 255), .blue), ("studio blue", (67, 142, 219), .blue), ("light blue", (140, 190, 235), .blue),
    ("cyan-blue", (0, 180, 243), .blue), ("deep blue", (30, 70, 160), .blue),
    ("white", (255, 255, 255), .white), ("off-white", (238, 238, 236), .white), ("warm white", (248, 242, 232), .white),
    ("grey", (190, 190, 190), .other), ("light grey", (211, 211, 211), .other), ("dark grey", (110, 110, 110), .other),
    ("black", (12, 12, 12), .other),
    ("green", (50, 170, 80), .other), ("yellow", (240, 215, 60), .other), ("orange", (240, 140, 40), .other),
    ("pink", (250, 170, 180), .other), ("purple", (130, 60, 180), .other), ("beige", (215, 195, 165), .other),
    ("brown", (110, 60, 40), .other), ("turquoise", (40, 200, 190), .other),
  ]

  @Test(arguments: walls.indices)
  func plain(_ index: Int) throws {
    let wall = Self.walls[index]
    let report = try Picture.inspect(JPEGEncoding.encode(.portrait(width: 148, height: 207, wall: wall.colour)))
    #expect(report.backdrop.colour == wall.2, "\(wall.name)")
    let mean = report.backdrop.mean
    for (seen, drawn) in [(mean.red, wall.colour.red), (mean.green, wall.colour.green), (mean.blue, wall.colour.blue)] {
      #expect(abs(Double(seen) - drawn) < 12, "\(wall.name)")
    }
  }

  /// The three colours under bad light and bad compression stay what they are, and grey does not become white.
  @Test(
    arguments: [0, 1, 2, 3],
    [
      (Colour(217, 30, 42), BackdropColour.red), ((67, 142, 219), .blue), ((250, 250, 250), .white),
      ((185, 185, 185), .other),
      ((60, 160, 90), .other),
    ])
  func light(_ lighting: Int, _ wall: (Colour, BackdropColour)) throws {
    let canvas = Canvas.portrait(width: 148, height: 207) { x, y in
      let light =
        switch lighting {
        case 0: 1.0 - 0.25 * y  // Lamp from above.
        case 1: 0.8 + 0.2 * x  // From the right.
        case 2: 1 - 0.4 * ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5))  // Vignette.
        default: 1.0
        }
      return (wall.0.red * light, wall.0.green * light, wall.0.blue * light)
    }
    let noisy = canvas.noisy(lighting == 3 ? 40 : 14)
    for quality in [95, 40] {
      let report = try Picture.inspect(JPEGEncoding.encode(noisy, quality: quality))
      #expect(report.backdrop.colour == wall.1)
    }
  }

  @Test func longHairAndARimAreTolerated() throws {
    let canvas = Canvas.portrait(hair: (20, 20, 20)) { x, y in
      if x < 0.01 || x > 0.99 || y < 0.008 { return (255, 255, 255) }
      if y > 0.3, x < 0.1 || x > 0.9 { return (20, 20, 20) }
      return (210, 30, 40)
    }
    #expect(try Picture.inspect(JPEGEncoding.encode(canvas)).backdrop.colour == .red)
  }

  @Test func noOneColour() throws {
    let scenes: [(Double, Double) -> Colour] = [
      { x, _ in x < 0.5 ? (210, 30, 40) : (60, 130, 220) },
      { x, y in (Int(x * 8) + Int(y * 12)) % 2 == 0 ? (250, 250, 250) : (30, 90, 40) },
    ]
    for wall in scenes {
      #expect(try Picture.inspect(JPEGEncoding.encode(.portrait(wall: wall))).backdrop.colour == BackdropColour.none)
    }
  }

  @Test func sidewaysPhoneFindsTheTop() throws {
    // White only where the top will be seen; the file lies on its side.
    let canvas = Canvas(width: 200, height: 150) { x, _ in x < 0.45 ? (250, 250, 250) : (70, 60, 50) }
    let bytes = try JPEGEncoding.encode(canvas)
    #expect(try Picture.inspect(bytes.withOrientation(6)).backdrop.colour == BackdropColour.white)
    #expect(try Picture.inspect(bytes.withOrientation(8)).backdrop.colour != .white)
  }
}
