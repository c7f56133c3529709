/// Counts the bytes of a body as they come, up to a bound.
public struct BodyMeter: Sendable {
  /// The most bytes that may come.
  public let limit: Int
  private var left: Int

  /// - Parameter announced: what `Content-Length` says; nil without it.
  /// - Throws: `bodyTooLarge` when that is too much already.
  public init(limit: Int, announced: Int? = nil) throws(GuardFault) {
    if let announced, announced > limit { throw .bodyTooLarge(limit: limit) }
    self.limit = limit
    left = limit
  }

  /// Counts a part of the body.
  ///
  /// - Throws: `bodyTooLarge` when it goes beyond the bound.
  public mutating func take(_ bytes: Int) throws(GuardFault) {
    guard bytes <= left else { throw .bodyTooLarge(limit: limit) }
    left -= bytes
  }
}
