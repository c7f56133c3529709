/// Sentences about files and about the agreement.
extension ValidationText {
  static func unknownSlot(_ name: String) -> Problem {
    Problem(
      field: name, code: "unknown_slot",
      text: Text(zh: "本省不收“\(name)”这项材料，请删去。", en: "This form has no slot “\(name)”: leave the file out."))
  }

  static func notAskedFor(_ slot: Slot) -> Text {
    Text(
      zh: "按您所填的其他内容，不需要“\(slot.label.zh)”；确实需要的，请先更正所填内容。",
      en: "By your other answers “\(slot.label.en)” is not asked for; if it should be, correct the answers first.")
  }

  static func notAskedYet(_ slot: Slot) -> Text {
    Text(
      zh: "按目前所填的内容不需要“\(slot.label.zh)”；填完后仍不需要的，提交时不会带上。",
      en:
        "What is filled in so far does not ask for “\(slot.label.en)”; if that stays so, it is left out of the submission."
    )
  }

  static func slotNotApplicable(_ slot: Slot) -> Problem {
    Problem(
      field: slot.id, code: "not_applicable",
      text: Text(
        zh: "按您所填的内容，无需上传“\(slot.label.zh)”，请删除该文件。",
        en: "By your answers “\(slot.label.en)” is not asked for: remove the file."))
  }

  static func missingFile(_ slot: Slot, n: Int?) -> Problem {
    Problem(
      field: slot.id, code: "required",
      text: Text(
        zh: n.map { "请上传“\(slot.label.zh)”第\($0)份（对应第\($0)条资格）。" } ?? "请上传“\(slot.label.zh)”。",
        en: "Upload “\(slot.label.en)”\(n.map { ", number \($0)" } ?? "")."))
  }

  static func repeatedFile(_ slot: Slot) -> Problem {
    Problem(
      field: slot.id, code: "repeated_file",
      text: Text(
        zh: "“\(slot.label.zh)”的同一份材料上传了两次或序号不对，请只保留一份。",
        en: "“\(slot.label.en)” came twice under one number, or its number is wrong: keep one."))
  }

  static func tooManyFiles(_ slot: Slot) -> Problem {
    Problem(
      field: slot.id, code: "too_many_files",
      text: Text(
        zh: "“\(slot.label.zh)”最多上传\(slot.count.upperBound)份；多页材料请合并在一张图片内。",
        en: "“\(slot.label.en)” takes \(slot.count.upperBound) at most: put several pages into one picture."))
  }

  static func sameFile(_ slot: Slot, as other: Text) -> Problem {
    Problem(
      field: slot.id, code: "same_file", severity: .warning,
      text: Text(
        zh: "“\(slot.label.zh)”与“\(other.zh)”是同一文件，请核对是否传错。",
        en: "“\(slot.label.en)” and “\(other.en)” are the same file: was one uploaded by mistake?"))
  }

  static func unseenFile(_ slot: Slot) -> Problem {
    Problem(
      field: slot.id, code: "unchecked_file",
      text: Text(zh: "“\(slot.label.zh)”尚未检查，请重新上传。", en: "“\(slot.label.en)” has not been looked at: upload it again.")
    )
  }

  static func badPicture(_ slot: Slot, _ fault: PictureProblem) -> Problem {
    let why: Text =
      switch fault {
      case .missing: Text(zh: "文件不存在或无法读取", en: "the file is missing or cannot be read")
      case .empty: Text(zh: "文件是空的", en: "the file is empty")
      case .unknownFormat: Text(zh: "文件不是图片（按内容判断，不看扩展名）", en: "it is no picture (by its content, not its name)")
      case .heic:
        Text(
          zh: "照片是HEIC格式（请在手机“设置－相机－格式”中选“兼容性最佳”后重拍，或在相册中另存为JPEG）",
          en:
            "the photograph is HEIC (choose “Most Compatible” in the camera's settings and take it again, or save it as JPEG)"
        )
      case .webp:
        Text(zh: "图片是WebP格式（请另存为JPEG，或对图片截屏）", en: "the picture is WebP (save it as JPEG, or take a screenshot of it)")
      case .gif:
        Text(
          zh: "图片是GIF格式（请用看图软件打开，另存为JPEG，或对图片截屏）",
          en: "the picture is GIF (open it and save it as JPEG, or take a screenshot of it)")
      case .bmp:
        Text(
          zh: "图片是BMP格式（请用画图等软件打开，另存为JPEG）",
          en: "the picture is BMP (open it, in Paint for example, and save it as JPEG)")
      case .tiff:
        Text(
          zh: "图片是TIFF格式（请用看图软件打开，另存为JPEG；扫描的请把扫描格式选为JPEG）",
          en: "the picture is TIFF (open it and save it as JPEG, or choose JPEG when scanning)")
      case .pdf:
        Text(
          zh: "文件是PDF（请打开后截屏或导出为JPEG图片；扫描的请把扫描格式选为JPEG）",
          en: "the file is PDF (take a screenshot of it or export it as JPEG, or choose JPEG when scanning)")
      case .document:
        Text(
          zh: "文件是Word、Excel文档或压缩包（文档请打印、签章后拍照；压缩包请解压，逐张上传其中的图片）",
          en:
            "the file is a Word or Excel document, or an archive (photograph the printed document; unpack the archive)")
      case .animated: Text(zh: "图片是动态PNG（请另存为单帧的图片）", en: "the picture is an animated PNG (save a single frame)")
      case .truncated: Text(zh: "图片不完整，可能上传中断", en: "the picture is incomplete")
      case .corrupt: Text(zh: "图片已损坏，无法打开", en: "the picture is damaged")
      case .tooManyPixels: Text(zh: "图片像素过大，请缩小后再传", en: "the picture has too many pixels")
      case .foreignData: Text(zh: "图片里夹带了网页、程序或压缩包", en: "a page, program or archive is hidden in the picture")
      }
    return Problem(
      field: slot.id, code: "file_" + fault.rawValue,
      text: Text(zh: "“\(slot.label.zh)”：\(why.zh)，请重新上传。", en: "“\(slot.label.en)”: \(why.en); upload it again."))
  }

  static func kind(_ slot: Slot) -> Problem {
    Problem(
      field: slot.id, code: "file_kind",
      text: Text(
        zh: "“\(slot.label.zh)”应为\(slot.file.kindWords)格式的图片（按内容判断，改扩展名没有用），请另存为这种格式后重新上传。",
        en:
          "“\(slot.label.en)” must be \(slot.file.kindWords) by its content, not its name: save it as that and upload it again."
      ))
  }

  static func size(_ slot: Slot, _ bound: FileRule.ByteBound, tooSmall: Bool) -> Problem {
    Problem(
      field: slot.id, code: tooSmall ? "file_too_small" : "file_too_large",
      text: slot.sentence(on: bound, isLower: tooSmall))
  }

  static func pixels(_ slot: Slot) -> Problem {
    let size = "\(slot.file.minimumWidth)*\(slot.file.minimumHeight)"
    return Problem(
      field: slot.id, code: "file_pixels",
      text: slot.file.isExact
        ? Text(
          zh: "“\(slot.label.zh)”的像素应正好是\(size)（宽*高），请用照片处理工具调整。",
          en: "“\(slot.label.en)” must have exactly \(size) pixels (width*height): crop or resize it.")
        : Text(
          zh: "“\(slot.label.zh)”的像素应大于等于\(size)（宽*高），请勿放大小图。",
          en: "“\(slot.label.en)” must have at least \(size) pixels (width*height); do not enlarge a small picture."))
  }

  static func background(_ slot: Slot, known: Bool) -> Problem {
    let zh = slot.file.backgrounds.map(\.words.zh).joined(separator: "、")
    let en = slot.file.backgrounds.map(\.words.en).joined(separator: ", ")
    return Problem(
      field: slot.id, code: known ? "file_background" : "file_background_unknown", severity: known ? .error : .warning,
      text: known
        ? Text(zh: "“\(slot.label.zh)”的背景应为\(zh)色。", en: "The background of “\(slot.label.en)” must be \(en).")
        : Text(
          zh: "未能识别“\(slot.label.zh)”的背景颜色，请人工核对。",
          en: "The background of “\(slot.label.en)” could not be told: please look."))
  }

  static func enlarged(_ slot: Slot) -> Problem {
    Problem(
      field: slot.id, code: "file_enlarged", severity: .warning,
      text: Text(
        zh: "“\(slot.label.zh)”可能经过放大处理，请核对清晰度。",
        en: "“\(slot.label.en)” may have been enlarged: look at its sharpness."))
  }

  static func notCommitted(_ commitment: Commitment) -> Problem {
    Problem(
      field: "commitment", code: "required",
      text: Text(
        zh: "请阅读并勾选【\(commitment.text.zh)】。", en: "Read and tick the commitment: \(commitment.text.en)."))
  }

  static func notTicked(_ commitment: Commitment) -> Problem {
    Problem(
      field: "commitment", code: "recommended", severity: .warning,
      text: Text(zh: "没有勾选【\(commitment.text.zh)】。", en: "Not ticked: \(commitment.text.en)."))
  }

  static func oldCommitment(_ commitment: Commitment) -> Problem {
    Problem(
      field: "commitment", code: "old_version",
      text: Text(zh: "承诺内容已更新，请重新阅读并勾选。", en: "The commitment has changed: read and tick it again."))
  }

  static func unknownChannel(_ profile: Profile) -> Problem {
    let known = profile.channels.map(\.id).joined(separator: ", ")
    return Problem(
      field: "channel", code: "unknown_code",
      text: Text(zh: "本省没有这个申报渠道；可用：\(known)。", en: "There is no such channel; there are: \(known)."))
  }
}

extension FileRule {
  /// `JPG、JPEG、PNG` as the guides write it.
  var kindWords: String {
    kinds.map { $0 == .jpeg ? "JPG/JPEG" : "PNG" }.joined(separator: "、")
  }
}

extension FileRule.ByteBound {
  /// `60K`, `3M`, or bytes.
  var size: String {
    if bytes % (1 << 20) == 0 { return "\(bytes >> 20)M" }
    if bytes % 1024 == 0 { return "\(bytes >> 10)K" }
    return "\(bytes)B"
  }

  /// 大于60K, 小于3M, 不超过5M …
  func words(isLower: Bool) -> Text {
    switch (isLower, isStrict) {
    case (true, true): Text(zh: "大于\(size)", en: "larger than \(size)")
    case (true, false): Text(zh: "大于等于\(size)", en: "at least \(size)")
    case (false, true): Text(zh: "小于\(size)", en: "smaller than \(size)")
    case (false, false): Text(zh: "不超过\(size)", en: "at most \(size)")
    }
  }
}

extension PictureBackground {
  /// 红, 蓝, 白.
  var words: Text {
    switch self {
    case .red: Text(zh: "红", en: "red")
    case .blue: Text(zh: "蓝", en: "blue")
    case .white: Text(zh: "白", en: "white")
    case .other: Text(zh: "其他", en: "another")
    }
  }
}

extension Slot {
  /// What a file's bytes must keep to, as a sentence.
  public func sentence(on bound: FileRule.ByteBound, isLower: Bool = false) -> Text {
    let words = bound.words(isLower: isLower)
    return Text(zh: "“\(label.zh)”的文件应\(words.zh)。", en: "The file of “\(label.en)” must be \(words.en).")
  }
}
