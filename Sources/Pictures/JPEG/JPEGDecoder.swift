internal import CTurboJPEG

/// Decodes a whole JPEG with libjpeg-turbo. All of the coded data are read; where the picture is large, the library
/// leaves out the finer frequencies, which is faster than decoding and shrinking.
enum JPEGDecoder {
  static func decode(_ bytes: [UInt8], _ structure: JPEGStructure, limits: DecodingLimits) throws(PictureFailure)
    -> Raster
  {
    let pixels = structure.width * structure.height
    guard pixels <= limits.pixels else {
      throw .tooManyPixels(width: structure.width, height: structure.height, limit: limits.pixels)
    }
    let scans = min(limits.scans, limits.walked / max(1, pixels))
    guard structure.scans <= scans else { throw .tooManyScans(limit: scans) }

    // A picture of several scans is held as coefficients, two bytes each, until the last scan.
    let scale = divisor(pixels)
    let width = (structure.width + scale - 1) / scale
    let height = (structure.height + scale - 1) / scale
    let channels = structure.components == 4 ? 4 : 3
    let coefficients = structure.scans > 1 ? pixels * structure.components * 2 : 0
    let memory = coefficients + width * height * channels
    guard memory <= limits.memory else { throw .tooMuchMemory(memory, limit: limits.memory) }

    let samples = try decompress(
      withStandardScanParameters(bytes, structure), width: width, height: height, channels: channels)
    guard channels == 4 else { return Raster(width: width, height: height, samples: samples) }
    return Raster(width: width, height: height, samples: rgb(fromCMYK: samples, inverted: structure.adobe))
  }

  /// 1, 2, 4 or 8: the smallest that leaves at most `Raster.enough` pixels.
  private static func divisor(_ pixels: Int) -> Int {
    [1, 2, 4].first { pixels / ($0 * $0) <= Raster.enough } ?? 8
  }

  /// libjpeg warns of three wrong bytes in each scan's header that carry no information. Every other warning means that
  /// part of the picture was made up, so warnings count as errors; these bytes are put right beforehand.
  private static func withStandardScanParameters(_ bytes: [UInt8], _ structure: JPEGStructure) -> [UInt8] {
    guard !structure.oddScanParameters.isEmpty else { return bytes }
    var bytes = bytes
    for at in structure.oddScanParameters { bytes.replaceSubrange(at..<at + 3, with: [0, 63, 0]) }
    return bytes
  }

  private static func decompress(_ bytes: [UInt8], width: Int, height: Int, channels: Int) throws(PictureFailure)
    -> [UInt8]
  {
    guard let handle = unsafe tjInitDecompress() else { throw .damaged(detail: "libjpeg-turbo did not start") }
    defer { unsafe tjDestroy(handle) }
    let format = channels == 4 ? TJPF_CMYK : TJPF_RGB
    var samples = [UInt8](repeating: 0, count: width * height * channels)
    // The library writes at most `height` rows of `width` pixels, whatever the file's header says to it.
    let status = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe samples.withUnsafeMutableBufferPointer { target in
        unsafe tjDecompress2(
          handle, source.baseAddress, UInt(source.count), target.baseAddress, Int32(width), Int32(width * channels),
          Int32(height), format.rawValue, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS)
      }
    }
    guard status == 0 else {
      throw .damaged(detail: unsafe tjGetErrorStr2(handle).map { unsafe String(cString: $0) } ?? "not decoded")
    }
    return samples
  }

  /// Without a colour profile, as viewers without colour management show it: enough to tell a red wall from a blue one.
  private static func rgb(fromCMYK samples: [UInt8], inverted: Bool) -> [UInt8] {
    var rgb: [UInt8] = []
    rgb.reserveCapacity(samples.count / 4 * 3)
    for pixel in stride(from: 0, to: samples.count, by: 4) {
      let black = Int(inverted ? samples[pixel + 3] : 255 - samples[pixel + 3])
      for channel in 0..<3 {
        let ink = Int(inverted ? samples[pixel + channel] : 255 - samples[pixel + channel])
        rgb.append(UInt8(ink * black / 255))
      }
    }
    return rgb
  }
}
