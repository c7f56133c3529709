@testable import Pictures

extension PictureReport {
  /// As the provinces' profiles say it: less than half of the detail that so many pixels can hold.
  ///
  /// Originals and what was enlarged twice lie on either side of it.
  var looksEnlarged: Bool {
    guard let detail else { return false }
    return detail < 0.5
  }
}
