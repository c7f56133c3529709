/// A picture's type, by its content.
public enum PictureKind: String, Sendable, Hashable, CaseIterable {
  /// JPEG (JFIF, Exif or Adobe), baseline or progressive.
  case jpeg
  /// Portable Network Graphics, one frame.
  case png

  /// The usual ending of a file's name, without the dot.
  public var fileExtension: String {
    switch self {
    case .jpeg: "jpg"
    case .png: "png"
    }
  }
}

/// What was seen in a picture that decoded to its last pixel.
public struct PictureReport: Sendable, Hashable {
  /// The type, by content.
  public let kind: PictureKind
  /// How many bytes the picture has, from the first of the file on. What lies behind them is no part of it and not to be kept.
  public let bytes: Int
  /// Pixels from left to right as people see the picture, that is after its Exif orientation.
  public let width: Int
  /// Pixels from top to bottom as people see the picture.
  public let height: Int
  /// Exif orientation, 1 (upright) to 8; 1 where the file says none.
  public let orientation: Int
  /// What is behind the head, were this a portrait.
  public let backdrop: Backdrop
  /// How steep the steepest edges are, from 0 to 1; nil where there are too few edges to tell. See `EdgeDetail`.
  public let detail: Double?
}

/// A colour, 8 bits a channel, sRGB.
public struct RGB: Sendable, Hashable {
  /// Red, 0 to 255.
  public let red: UInt8
  /// Green, 0 to 255.
  public let green: UInt8
  /// Blue, 0 to 255.
  public let blue: UInt8

  /// A colour by its channels.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}
