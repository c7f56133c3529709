public import Domain
import Pictures

extension PictureFacts {
  /// Looks at a file's bytes. A bad file is no error: what is wrong with it is among the facts.
  public init(inspecting bytes: [UInt8]) {
    do throws(PictureFailure) {
      self.init(try Picture.inspect(bytes))
    } catch {
      self.init(error, bytes: bytes.count)
    }
  }

  /// Looks at the file at `path`; of one too large no more than the limit is read.
  ///
  /// - Parameter kinds: a picture of another kind is not worth decoding: its kind and bytes are told, and no size.
  public init(inspecting path: String, taking kinds: [Domain.PictureKind] = Domain.PictureKind.allCases) {
    do throws(PictureFailure) {
      let bytes = try Picture.read(path: path)
      if let kind = Picture.kind(of: bytes)?.inDomain, !kinds.contains(kind) {
        self.init(kind: kind, bytes: bytes.count, width: 0, height: 0)
      } else {
        self.init(inspecting: bytes)
      }
    } catch {
      self.init(error, bytes: 0)
    }
  }

  /// What a report says, in the domain's words.
  init(_ report: PictureReport) {
    self.init(
      kind: report.kind.inDomain, bytes: report.bytes, width: report.width, height: report.height,
      background: report.backdrop.colour.inDomain, detail: report.detail)
  }

  /// What a failure says, in the domain's words.
  init(_ failure: PictureFailure, bytes: Int) {
    var size = (width: 0, height: 0)
    let problem: PictureProblem
    switch failure {
    case .unreadable: problem = .missing
    case .empty: problem = .empty
    case .notAPicture(.heic): problem = .heic
    case .notAPicture(.webp): problem = .webp
    case .notAPicture(.gif): problem = .gif
    case .notAPicture(.bmp): problem = .bmp
    case .notAPicture(.tiff): problem = .tiff
    case .notAPicture(.pdf): problem = .pdf
    case .notAPicture(.zip), .notAPicture(.archive): problem = .document
    case .notAPicture: problem = .unknownFormat
    case .tooManyBytes(let bytes, _):
      self.init(kind: nil, bytes: bytes, width: 0, height: 0, problem: .tooManyPixels)
      return
    case .tooMuchMemory, .tooManyScans: problem = .tooManyPixels
    case .tooManyPixels(let width, let height, _):
      problem = .tooManyPixels
      size = (width, height)
    case .truncated: problem = .truncated
    case .unsupported(.animated): problem = .animated
    case .damaged, .unsupported: problem = .corrupt
    case .foreignContentInside: problem = .foreignData
    }
    self.init(kind: nil, bytes: bytes, width: size.width, height: size.height, problem: problem)
  }
}

extension Pictures.PictureKind {
  var inDomain: Domain.PictureKind {
    switch self {
    case .jpeg: .jpeg
    case .png: .png
    }
  }
}

extension Domain.PictureKind {
  /// The same kind in the words of the picture module, which knows nothing of the domain.
  var inPictures: Pictures.PictureKind {
    switch self {
    case .jpeg: .jpeg
    case .png: .png
    }
  }
}

extension BackdropColour {
  fileprivate var inDomain: PictureBackground {
    switch self {
    case .red: .red
    case .blue: .blue
    case .white: .white
    case .other, .none: .other
    }
  }
}
