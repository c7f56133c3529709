import Domain
import Foundation

extension LedgerColumn.Form {
  /// A value as people read it.
  ///
  /// - Parameter bytes: the text form of what the database has.
  @unsafe func shown(_ bytes: UnsafeBufferPointer<UInt8>, _ language: Language) -> String {
    let stored = unsafe String(decoding: bytes, as: UTF8.self)
    return switch self {
    case .names(let names): names[stored]?(language) ?? stored
    case .several(let names):
      (try? JSONValue(strictly: Array(stored.utf8)))?.array?.map { value in
        value.string.map { names[$0]?(language) ?? $0 } ?? value.canonicalJSON
      }.joined(separator: language == .zh ? "、" : ", ") ?? stored
    case .region(let regions): regions.fullName(of: stored) ?? stored
    case .hidden(let mask): mask.hide(stored)
    case .list(let list): list.text(Array(stored.utf8))
    case .lastReturn(let words): words.cell(stored, language)
    case .instant: Double(stored).map { ReportValue.second(Date(timeIntervalSince1970: $0)) } ?? stored
    case .text, .integer, .day: stored
    }
  }
}
