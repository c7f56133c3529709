internal import CLibPNG

/// Decodes a whole PNG with libpng to 8-bit sRGB: palettes, 16 bits, greys and interlaced pictures alike, transparency
/// on white as on paper.
enum PNGDecoder {
  static func decode(_ bytes: [UInt8], _ structure: PNGStructure, limits: DecodingLimits) throws(PictureFailure)
    -> Raster
  {
    let (width, height) = (structure.width, structure.height)
    guard width * height <= limits.pixels else {
      throw .tooManyPixels(width: width, height: height, limit: limits.pixels)
    }
    // What inflating produces bounds the time, what it is turned into the memory.
    let memory = max((structure.bitsPerPixel * width + 7) / 8, 3 * width) * height
    guard memory <= limits.memory else { throw .tooMuchMemory(memory, limit: limits.memory) }

    var samples = [UInt8](repeating: 0, count: width * height * 3)
    var message = [CChar](repeating: 0, count: 64)
    let outcome = unsafe bytes.withUnsafeBytes { source in
      unsafe samples.withUnsafeMutableBufferPointer { target in
        unsafe message.withUnsafeMutableBufferPointer { text in
          unsafe review_png_decode_rgb(
            source.baseAddress, source.count, target.baseAddress, UInt32(width), UInt32(height), text.baseAddress)
        }
      }
    }
    guard outcome == 0 else {
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw .damaged(detail: String(decoding: text, as: UTF8.self))
    }
    return Raster(width: width, height: height, samples: samples).reduced()
  }
}
