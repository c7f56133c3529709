import Foundation
import Glibc

extension PrivateCluster {
  /// Makes the state directory with its parents; root's lets the server's account pass, but not look.
  func makeStateDirectory() throws(ClusterFailure) {
    if FileStatus(root) == nil {
      do {
        try FileManager.default.createDirectory(
          atPath: root, withIntermediateDirectories: true,
          attributes: [.posixPermissions: geteuid() == 0 ? 0o711 : 0o700])
      } catch { throw .fileUnusable(path: root, code: errno) }
    }
    guard let status = FileStatus(root), status.isDirectory, unsafe access(root, W_OK) == 0 else {
      throw .fileUnusable(path: root, code: EACCES)
    }
    // Whoever may write here could exchange the data under the server.
    guard status.owner == geteuid(), status.permissions & 0o022 == 0 else { throw .directoryNotOurs(path: root) }
  }

  /// Makes the socket's directory (0700, the server account's), or checks the one that is there: in `/tmp` anybody could
  /// have put one.
  func makeSocketDirectory(_ account: ServerAccount) throws(ClusterFailure) {
    let path = socketDirectory
    if unsafe mkdir(path, 0o700) == 0 {
      if account.isOther, unsafe lchown(path, account.user, account.group) != 0 {
        throw .fileUnusable(path: path, code: errno)
      }
    } else if errno != EEXIST {
      throw .fileUnusable(path: path, code: errno)
    }
    guard let status = FileStatus(path, following: false), status.isDirectory, status.owner == account.user,
      status.permissions == 0o700
    else { throw .directoryNotOurs(path: path) }
  }

  /// An empty directory for `initdb`, which may not make one itself in a directory that is root's.
  func makeDirectory(_ path: String, for account: ServerAccount) throws(ClusterFailure) {
    guard unsafe mkdir(path, 0o700) == 0 else { throw .fileUnusable(path: path, code: errno) }
    if account.isOther, unsafe chown(path, account.user, account.group) != 0 {
      throw .fileUnusable(path: path, code: errno)
    }
  }
}
