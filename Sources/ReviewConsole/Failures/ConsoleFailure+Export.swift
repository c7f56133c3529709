import Domain
import Glibc
import Reports
import Spreadsheet

extension ConsoleFailure {
  init(_ failure: FileFailure) {
    self =
      switch failure {
      case .fileExists(let path): .file(path: path, problem: .exists)
      case .folderMissing(let path): .file(path: path, problem: .noFolder)
      case .isFolder(let path): .file(path: path, problem: .isDirectory)
      case .isFile(let path): .file(path: path, problem: .isFile)
      case .nameInvalid(let path): .file(path: path, problem: .nameInvalid)
      case .nameTooLong(let path): .file(path: path, problem: .nameTooLong)
      case .notRegular(let path): .file(path: path, problem: .notRegular)
      case .writeProtected(let path): .file(path: path, problem: .writeProtected)
      case .fileTooLarge(let path): .file(path: path, problem: .tooLarge)
      case .diskFull(let path): .file(path: path, problem: .noSpace)
      case .unwritable(let path, EACCES), .unwritable(let path, EPERM), .unwritable(let path, EROFS):
        .file(path: path, problem: .notWritable)
      case .unwritable(let path, let number): .file(path: path, problem: .other(errno: number))
      }
  }

  init(_ failure: ExportFailure) {
    switch failure {
    case .cancelled: self = .cancelled
    case .file(let failure): self.init(failure)
    case .content(let failure):
      self = .report(
        Text(
          zh: "工作簿没有写成（\(failure)）。请把这条信息告诉管理员。",
          en: "The workbook was not written (\(failure)). Tell the administrator."))
    }
  }
}
