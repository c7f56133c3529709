import CPacking
import CXLSXWriter
import Foundation
import Glibc

/// An Excel workbook in the making.
///
/// Owns libxlsxwriter's workbook: its sheets and formats live exactly as long. A workbook that is given up, or goes out of scope unfinished,
/// leaves no file; where nothing may be seen before it is whole, it is written by way of `AtomicFiles`. Not for use from two tasks at once. Numbers that must fit a cell are bounded here, because libxlsxwriter 1.1.4 does not check all of them.
@safe public final class Workbook {
  /// What was written.
  public struct Result: Hashable, Sendable {
    /// The absolute path.
    public var path: String
    /// How many sheets.
    public var sheets: Int
    /// How many rows hold something, over all sheets.
    public var rows: Int
    /// The size of the file.
    public var bytes: Int
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var sha256: String
  }

  private let path: String
  private let folder: String
  private var isWritten = false
  private var handle: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [CellStyle: Format] = [:]
  private var names: Set<String> = []
  // The sheets keep the workbook; it does not keep them.
  private var sheetCount = 0
  var rowCount = 0
  /// Rows are forgotten as soon as the next one begins, so that memory does not grow with them.
  public let constantMemory: Bool

  /// Opens a workbook at `path`, in a folder that is there; a file of that name is lost.
  ///
  /// - Parameter constantMemory: for millions of rows; cells must then come row by row from the top.
  public init(path: String, constantMemory: Bool = false) throws(WorkbookFailure) {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    self.path = url.path
    folder = url.deletingLastPathComponent().path
    // Reserved at once, for its maker alone, so that a missing folder or right is known before any work is done.
    let descriptor = unsafe Glibc.open(self.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .file(FileFailure(errno, path: self.path)) }
    close(descriptor)
    self.constantMemory = constantMemory
    var options = unsafe lxw_workbook_options()
    unsafe options.constant_memory = constantMemory ? 1 : 0
    unsafe options.use_zip64 = constantMemory ? 1 : 0
    // Where the file shall stand, so that there is one place that can be full. They have no names (tmpfileplus unlinks).
    unsafe handle = folder.withCString { folder in
      unsafe options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return unsafe workbook_new_opt(self.path, &options)
    }
    guard let handle = unsafe handle else { throw .library(code: 1, operation: "workbook_new_opt") }
    unsafe workbook_set_default_font(handle, CellStyle.Font.arial.rawValue)
  }

  deinit { abandon() }

  /// The library's workbook, as long as it is open.
  var open: UnsafeMutablePointer<lxw_workbook> {
    get throws(WorkbookFailure) {
      guard let handle = unsafe handle else { throw .closed }
      return unsafe handle
    }
  }

  /// Turns a result code of libxlsxwriter into a failure.
  static func check(_ code: lxw_error, _ operation: String) throws(WorkbookFailure) {
    switch code {
    case LXW_NO_ERROR: return
    case LXW_ERROR_WORKSHEET_MAX_NUMBER_URLS_EXCEEDED: throw .tooManyLinks
    default: throw .library(code: Int(code.rawValue), operation: operation)
    }
  }

  /// Adds a sheet behind the others.
  public func addSheet(_ name: SheetName) throws(WorkbookFailure) -> Sheet {
    let workbook = unsafe try open
    guard names.insert(name.text.lowercased()).inserted else { throw .sheetNameTaken(name.text) }
    guard let pointer = unsafe workbook_add_worksheet(workbook, name.text) else {
      throw .library(code: Int(LXW_ERROR_PARAMETER_VALIDATION.rawValue), operation: "workbook_add_worksheet")
    }
    sheetCount += 1
    return unsafe Sheet(name: name, workbook: self, pointer: pointer)
  }

  /// The format of a style; equal styles share one.
  public func format(_ style: CellStyle) throws(WorkbookFailure) -> Format {
    if let known = formats[style] { return known }
    guard let pointer = unsafe workbook_add_format(try open) else {
      throw .library(code: Int(LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue), operation: "workbook_add_format")
    }
    unsafe style.apply(to: pointer)
    let format = unsafe Format(owner: ObjectIdentifier(self), pointer: pointer)
    formats[style] = format
    return format
  }

  /// Sets what a file manager shows.
  public func set(_ properties: DocumentProperties) throws(WorkbookFailure) {
    let workbook = unsafe try open
    let texts = [
      properties.title, properties.subject, properties.author, properties.company, properties.category,
      properties.keywords, properties.comments,
    ].map { CellText.plain($0, limit: 255) }
    let copies = unsafe texts.map { text in unsafe text.isEmpty ? nil : strdup(text) }
    defer { unsafe copies.forEach { unsafe free($0) } }
    var native = unsafe lxw_doc_properties()
    unsafe native.title = copies[0]
    unsafe native.subject = copies[1]
    unsafe native.author = copies[2]
    unsafe native.company = copies[3]
    unsafe native.category = copies[4]
    unsafe native.keywords = copies[5]
    unsafe native.comments = copies[6]
    unsafe native.created = time_t((properties.created ?? Date()).timeIntervalSince1970)
    try Self.check(unsafe workbook_set_properties(workbook, &native), "workbook_set_properties")
    for custom in properties.custom {
      let name = CellText.plain(custom.name, limit: 255)
      let value = CellText.plain(custom.value, limit: 255)
      try Self.check(unsafe workbook_set_custom_property_string(workbook, name, value), "custom property \(name)")
    }
  }

  /// Gives a block of cells a name for formulas: a letter or `_`, then letters, digits, `_` and `.`, at most 40 UTF-16
  /// units, and nothing that reads as a cell (`A1`, `R1C1`).
  public func define(_ name: String, as range: CellRange) throws(WorkbookFailure) {
    let letters = name.unicodeScalars
    let body = letters.allSatisfy { letter in
      letter.properties.isAlphabetic || letter.properties.numericType != nil || letter == "_" || letter == "."
    }
    guard let first = letters.first, first.properties.isAlphabetic || first == "_", body, name.utf16.count <= 40,
      name.wholeMatch(of: #/(?i)[a-z]{1,3}[0-9]{1,7}|r[0-9]*c?[0-9]*|c[0-9]*/#) == nil
    else { throw .definedNameInvalid(name) }
    // libxlsxwriter 1.1.4 keeps name and range in 128 bytes each; 40 × 3 and 31 × 3 + 24 stay below.
    try Self.check(unsafe workbook_define_name(try open, name, "=" + range.absolute), "workbook_define_name")
  }

  /// Whether workbooks are packed on all cores; else libxlsxwriter packs them itself, on one: large ledgers take up to twice as long.
  public static var packsOnAllCores: Bool { packing_is_in_use() == 1 }

  /// Writes the file, safe on the disk. The workbook is closed afterwards, also when this fails.
  public func finish() throws(WorkbookFailure) -> Result {
    let workbook = unsafe try open
    // The library frees the workbook whatever comes of it.
    unsafe handle = nil
    // Packing takes long for millions of rows; it asks in this thread.
    packing_set_question { Task.isCancelled ? 1 : 0 }
    errno = 0
    let keepsRows = unsafe workbook_rows_are_kept(workbook) == 1
    let rowCause = errno
    let code = unsafe workbook_close_quietly(workbook)
    let cause = errno
    do throws(WorkbookFailure) {
      guard !Task.isCancelled else { throw .closed }
      guard keepsRows else { throw WorkbookFailure.file(FileFailure(rowCause == 0 ? ENOSPC : rowCause, path: path)) }
      switch code {
      case LXW_NO_ERROR: break
      // The library is told what to write by us, and stops for the file system's sake only.
      case LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_ZIP_FILE_OPERATION,
        LXW_ERROR_ZIP_FILE_ADD,
        LXW_ERROR_ZIP_CLOSE:
        throw WorkbookFailure.file(FileFailure(cause == 0 ? ENOSPC : cause, path: path))
      default: throw .library(code: Int(code.rawValue), operation: "workbook_close")
      }
      guard PackageCheck.isWhole(path) else { throw WorkbookFailure.file(.diskFull(path: path)) }
      guard let facts = FileDigest(path: path, isSynced: true) else {
        throw WorkbookFailure.file(FileFailure(errno, path: path))
      }
      isWritten = true
      return Result(
        path: path, sheets: sheetCount, rows: rowCount, bytes: facts.bytes, sha256: facts.sha256)
    } catch {
      unsafe unlink(path)
      throw error
    }
  }

  /// Gives the workbook up; no file remains.
  public func abandon() {
    if let workbook = unsafe handle {
      unsafe lxw_workbook_free(workbook)
      unsafe handle = nil
    }
    if !isWritten { unsafe unlink(path) }
  }
}
