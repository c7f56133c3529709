/// Decoded pixels, rows from the top, three bytes each: red, green, blue.
struct Raster {
  let width: Int
  let height: Int
  let samples: [UInt8]

  /// Pixels that suffice for every measure here. What is still sharp at two million pixels was not enlarged from too
  /// few, however many it has in the file.
  static let enough = 2_000_000

  /// Shrunk by a whole factor to at most `enough` pixels, each the mean of what it stands for.
  func reduced() -> Raster {
    var factor = 1
    while width * height / (factor * factor) > Raster.enough { factor += 1 }
    guard factor > 1, width >= factor, height >= factor else { return self }
    return averaged(columns: width / factor, rows: height / factor)
  }

  /// The mean colours of a grid of cells that covers the picture.
  func averaged(columns: Int, rows: Int) -> Raster {
    var means = [UInt8](repeating: 0, count: columns * rows * 3)
    let edges = (0...columns).map { $0 * width / columns }
    for row in 0..<rows {
      let (top, bottom) = (row * height / rows, (row + 1) * height / rows)
      var sums = [Int](repeating: 0, count: columns * 3)
      for y in top..<bottom {
        for column in 0..<columns {
          var (red, green, blue) = (0, 0, 0)
          for x in edges[column]..<edges[column + 1] {
            let at = (y * width + x) * 3
            red += Int(samples[at])
            green += Int(samples[at + 1])
            blue += Int(samples[at + 2])
          }
          sums[column * 3] += red
          sums[column * 3 + 1] += green
          sums[column * 3 + 2] += blue
        }
      }
      for column in 0..<columns {
        let area = (bottom - top) * (edges[column + 1] - edges[column])
        for channel in 0..<3 {
          means[(row * columns + column) * 3 + channel] = UInt8(sums[column * 3 + channel] / area)
        }
      }
    }
    return Raster(width: columns, height: rows, samples: means)
  }
}
