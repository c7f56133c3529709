import HTTPTypes

extension Exchange {
  /// Whether `If-None-Match` names this tag: the caller has what would be sent. The comparison is the weak one (RFC 9110, 13.1.2): a
  /// proxy that compressed the content made the tag weak.
  func holds(_ tag: String) -> Bool {
    guard let header = head.headerFields[.ifNoneMatch] else { return false }
    return header.split(separator: ",").contains { item in
      var item = item.drop { $0 == " " || $0 == "\t" }
      while item.last == " " || item.last == "\t" { item = item.dropLast() }
      return item == "*" || item == tag || item == "W/" + tag
    }
  }
}
