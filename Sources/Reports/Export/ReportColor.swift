/// Colours of charts, the same thing in the same colour in every report.
enum ReportColor {
  static let submitted: UInt32 = 0x9DC3E6
  static let inReview: UInt32 = 0x2E75B6
  static let approved: UInt32 = 0x70AD47
  static let returned: UInt32 = 0xED7D31
  static let neutral: UInt32 = 0x5B7FA6
  static let line: UInt32 = 0xC55A11
  static let alarm: UInt32 = 0xC00000
  static let quiet: UInt32 = 0xA5A5A5
}
