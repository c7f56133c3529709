/// A look that depends on the value.
public enum ConditionalFormat: Hashable, Sendable {
  /// A bar in the cell as long as its share of the largest; 0xRRGGBB.
  case dataBar(color: UInt32)
  /// Text in this colour and bold where the number is above the limit.
  case above(Double, color: UInt32)
}
