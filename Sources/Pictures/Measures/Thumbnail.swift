/// A picture of at most 64 cells a side, in which noise and the blocks of JPEG have averaged out.
struct Thumbnail {
  let width: Int
  let height: Int
  private let cells: [RGB]

  static let side = 64

  init(_ raster: Raster) {
    let longest = max(raster.width, raster.height)
    let columns = max(1, min(raster.width, raster.width * Thumbnail.side / longest))
    let rows = max(1, min(raster.height, raster.height * Thumbnail.side / longest))
    let small = raster.averaged(columns: columns, rows: rows)
    width = columns
    height = rows
    cells = (0..<columns * rows).map {
      RGB(small.samples[$0 * 3], small.samples[$0 * 3 + 1], small.samples[$0 * 3 + 2])
    }
  }

  private init(width: Int, height: Int, cells: [RGB]) {
    self.width = width
    self.height = height
    self.cells = cells
  }

  subscript(x: Int, y: Int) -> RGB { cells[y * width + x] }

  /// Turned and mirrored as its Exif orientation asks, so that the top is the top that people see.
  func upright(from orientation: Int) -> Thumbnail {
    guard orientation > 1 else { return self }
    let sideways = orientation >= 5
    let (columns, rows) = sideways ? (height, width) : (width, height)
    var turned: [RGB] = []
    turned.reserveCapacity(cells.count)
    for y in 0..<rows {
      for x in 0..<columns {
        let (mirroredX, mirroredY) = (columns - 1 - x, rows - 1 - y)
        switch orientation {
        case 2: turned.append(self[mirroredX, y])
        case 3: turned.append(self[mirroredX, mirroredY])
        case 4: turned.append(self[x, mirroredY])
        case 5: turned.append(self[y, x])
        case 6: turned.append(self[y, mirroredX])
        case 7: turned.append(self[mirroredY, mirroredX])
        default: turned.append(self[mirroredY, x])
        }
      }
    }
    return Thumbnail(width: columns, height: rows, cells: turned)
  }
}
