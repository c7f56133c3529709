import CXLSXWriter

/// A style as one workbook knows it; see `Workbook.format(_:)`. Of no use in another workbook.
@safe public struct Format {
  let owner: ObjectIdentifier
  let pointer: UnsafeMutablePointer<lxw_format>
}

extension CellStyle {
  /// Sets all properties on a new format of the library.
  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    unsafe format_set_font_name(format, font.rawValue)
    // GB 2312, so that programs pick a Chinese fallback.
    if font != .arial { unsafe format_set_font_charset(format, 134) }
    unsafe format_set_font_size(format, size)
    if bold { unsafe format_set_bold(format) }
    if italic { unsafe format_set_italic(format) }
    if underline { unsafe format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if let color { unsafe format_set_font_color(format, color) }
    if let fill {
      unsafe format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      unsafe format_set_bg_color(format, fill)
      unsafe format_set_fg_color(format, fill)
    }
    switch horizontal {
    case .automatic: break
    case .left: unsafe format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .center: unsafe format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .right: unsafe format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    switch vertical {
    case .top: unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .center: unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .bottom: unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
    }
    if wrap { unsafe format_set_text_wrap(format) }
    if indent > 0 { unsafe format_set_indent(format, min(indent, 15)) }
    let thin = UInt8(LXW_BORDER_THIN.rawValue)
    let medium = UInt8(LXW_BORDER_MEDIUM.rawValue)
    switch border {
    case .none: break
    case .thin:
      unsafe format_set_border(format, thin)
      unsafe format_set_border_color(format, 0x8C8C8C)
    case .bottomThin: unsafe format_set_bottom(format, thin)
    case .bottomMedium: unsafe format_set_bottom(format, medium)
    case .topMedium: unsafe format_set_top(format, medium)
    }
    // The library keeps 128 bytes of it.
    if let numberFormat, numberFormat.utf8.count < 128 { unsafe format_set_num_format(format, numberFormat) }
  }
}
