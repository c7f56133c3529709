/// A place for files (R12, R13).
public struct Slot: Sendable {
  /// As `diploma_full_time`.
  public let id: String
  /// Verbatim from the guide.
  public let label: Text
  /// Help under it; nil = none.
  public let help: Text?
  /// When a file is asked for; nil = always. A slot whose condition does not hold refuses a file.
  public let visible: Condition?
  /// Whether a file must be there when the slot is.
  public let required: Bool
  /// What the reviewer is told where a file that may be left out is not there; nil = nothing.
  public let missed: Text?
  /// One file for each row of this list; nil = `count`.
  public let perRow: String?
  /// With `perRow`: only rows for which this holds; nil = every row.
  public let rowCondition: Condition?
  /// Fewest and most files where the slot is not one a row.
  public let count: ClosedRange<Int>
  /// What each file must be.
  public let file: FileRule
  /// The form to fill in for it; nil = none.
  public let template: Template?
  /// What the example beside it shows; nil = there is none.
  public let example: ExampleDrawing?

  /// A form to download, fill in, sign and photograph.
  public struct Template: Hashable, Sendable {
    /// File name without the directory; ends in `.docx`.
    public let file: String
    /// The word of the link.
    public let label: Text
    /// The heading of the document.
    public let title: Text
    /// Paragraphs above the table. A run of `_` is a blank to write on, as everywhere in the document.
    public let opening: [Text]
    /// Fields of the form whose labels become rows to fill in.
    public let fields: [String]
    /// Paragraphs below the table: what the unit certifies.
    public let statement: [Text]
    /// The lines of the signature block.
    public let signature: [Text]
    /// A line in small print at the end; nil = none.
    public let note: Text?
  }
}

/// What a slot's files must be.
public struct FileRule: Hashable, Sendable {
  /// Accepted by content, never by name.
  public let kinds: [PictureKind]
  /// Smallest size; nil = none.
  public let smallest: ByteBound?
  /// Largest size; nil = none.
  public let largest: ByteBound?
  /// Fewest pixels across, included; 0 = any.
  public let minimumWidth: Int
  /// Fewest pixels down, included; 0 = any.
  public let minimumHeight: Int
  /// Whether there may be no more than these either.
  public let isExact: Bool
  /// Colours that a portrait may stand before; empty = any.
  public let backgrounds: [PictureBackground]
  /// Below this share of detail the picture was probably enlarged: the reviewer is told. nil = not looked at.
  public let leastDetail: Double?

  /// A bound in bytes (K = 1024).
  public struct ByteBound: Hashable, Sendable {
    /// The bound itself.
    public let bytes: Int
    /// 大于, 小于: the bound itself is already too little or too much.
    public let isStrict: Bool
  }
}

/// Pictures that show how to take one, and how not to (R13).
public struct UploadExample: Hashable, Sendable {
  /// What it shows.
  public let text: Text
  /// Whether this is how to do it.
  public let isGood: Bool
  /// The drawing of it; nil = words only.
  public let drawing: ExampleDrawing?
}

/// What the program draws as an example: no picture of anybody, and of no real document.
public enum ExampleDrawing: String, CaseIterable, Hashable, Sendable {
  /// 免冠照片: head and shoulders before one of the colours that the slot takes.
  case portrait
  /// 身份证, by its sides.
  case idFront = "id_front"
  case idBack = "id_back"
  /// 证书: a sheet with photograph, lines and seal.
  case certificate
  /// 户口簿, 护照: two pages that lie open.
  case booklet
  /// 学生证 and the like.
  case card
  /// 证明: a letter with signature and seal.
  case statement
  /// A certificate as it should be photographed, and how not.
  case legible, crooked, blurred
}
