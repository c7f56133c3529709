import Foundation
import TestSupport

typealias Colour = (red: Double, green: Double, blue: Double)

/// Pixels to draw on. Colours are 0 to 255 and clamped when written.
struct Canvas {
  let width: Int
  let height: Int
  var samples: [UInt8]

  init(width: Int, height: Int, _ colour: (_ x: Double, _ y: Double) -> Colour) {
    self.width = width
    self.height = height
    samples = []
    samples.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let colour = colour((Double(x) + 0.5) / Double(width), (Double(y) + 0.5) / Double(height))
        for value in [colour.red, colour.green, colour.blue] { samples.append(UInt8(max(0, min(255, value)))) }
      }
    }
  }

  func value(_ x: Int, _ y: Int, _ channel: Int) -> Double {
    Double(samples[(max(0, min(height - 1, y)) * width + max(0, min(width - 1, x))) * 3 + channel])
  }

  /// Grain as of a camera.
  func noisy(_ strength: Int, seed: UInt64 = 7) -> Canvas {
    var random = SeededGenerator(seed: seed)
    var copy = self
    for at in copy.samples.indices {
      copy.samples[at] = UInt8(
        max(0, min(255, Int(copy.samples[at]) + Int.random(in: -strength...strength, using: &random))))
    }
    return copy
  }

  enum Filter: String, CaseIterable { case bilinear, bicubic }

  /// Enlarged as image editors do it.
  func enlarged(_ factor: Double, _ filter: Filter) -> Canvas {
    Canvas(width: Int(Double(width) * factor), height: Int(Double(height) * factor)) { x, y in
      let (sourceX, sourceY) = (x * Double(width) - 0.5, y * Double(height) - 0.5)
      let (left, top) = (Int(sourceX.rounded(.down)), Int(sourceY.rounded(.down)))
      let (weightsX, weightsY) = (weights(sourceX - Double(left), filter), weights(sourceY - Double(top), filter))
      func channel(_ index: Int) -> Double {
        var sum = 0.0
        for row in 0..<4 where weightsY[row] != 0 {
          for column in 0..<4 where weightsX[column] != 0 {
            sum += weightsX[column] * weightsY[row] * value(left - 1 + column, top - 1 + row, index)
          }
        }
        return sum
      }
      return (channel(0), channel(1), channel(2))
    }
  }

  private func weights(_ t: Double, _ filter: Filter) -> [Double] {
    switch filter {
    case .bilinear: [0, 1 - t, t, 0]
    case .bicubic:  // Catmull and Rom.
      [
        -0.5 * t + t * t - 0.5 * t * t * t, 1 - 2.5 * t * t + 1.5 * t * t * t,
        0.5 * t + 2 * t * t - 1.5 * t * t * t, -0.5 * t * t + 0.5 * t * t * t,
      ]
    }
  }
}

extension Canvas {
  /// A drawn person before `wall`; edges a pixel wide, as a lens gives them.
  static func portrait(
    width: Int = 295, height: Int = 413, hair: Colour = (35, 28, 25),
    wall: @escaping (_ x: Double, _ y: Double) -> Colour
  ) -> Canvas {
    let softness = 1 / Double(width)
    func ellipse(_ x: Double, _ y: Double, _ centreX: Double, _ centreY: Double, _ radiusX: Double, _ radiusY: Double)
      -> Double
    {
      let distance =
        (((x - centreX) / radiusX) * ((x - centreX) / radiusX) + ((y - centreY) / radiusY) * ((y - centreY) / radiusY))
        .squareRoot()
      return max(0, min(1, (1 - distance) * min(radiusX, radiusY) / softness + 0.5))
    }
    func over(_ below: Colour, _ above: Colour, _ cover: Double) -> Colour {
      (
        below.red + (above.red - below.red) * cover, below.green + (above.green - below.green) * cover,
        below.blue + (above.blue - below.blue) * cover
      )
    }
    return Canvas(width: width, height: height) { x, y in
      var colour = wall(x, y)
      colour = over(colour, (45, 50, 70), ellipse(x, y, 0.5, 1.1, 0.42, 0.4))
      colour = over(colour, hair, ellipse(x, y, 0.5, 0.36, 0.26, 0.24))
      colour = over(colour, (228, 188, 160), ellipse(x, y, 0.5, 0.44, 0.22, 0.22))
      for side in [-1.0, 1.0] {
        colour = over(colour, (30, 25, 22), ellipse(x, y, 0.5 + side * 0.09, 0.42, 0.035, 0.014))
        colour = over(colour, (60, 45, 40), ellipse(x, y, 0.5 + side * 0.09, 0.385, 0.05, 0.007))
      }
      return over(colour, (170, 80, 80), ellipse(x, y, 0.5, 0.56, 0.06, 0.012))
    }
  }

  /// A person before a wall of one colour.
  static func portrait(width: Int = 295, height: Int = 413, wall: Colour) -> Canvas {
    portrait(width: width, height: height) { _, _ in wall }
  }
}
