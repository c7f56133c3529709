import Glibc

/// The OS account that the server runs under: the caller's own, unless the caller is root, whom PostgreSQL refuses.
struct ServerAccount: Sendable, Hashable {
  var name: String
  var user: uid_t
  var group: gid_t
  /// Whether programs must be started as this account instead of as the caller.
  var isOther: Bool

  /// Debian's account for PostgreSQL servers.
  static let unprivileged = "postgres"

  static func current() throws(ClusterFailure) -> ServerAccount {
    guard geteuid() == 0 else {
      let name = unsafe getpwuid(geteuid()).map { unsafe String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
      return ServerAccount(name: name, user: geteuid(), group: getegid(), isOther: false)
    }
    guard let entry = unsafe getpwnam(unprivileged) else { throw .accountMissing(name: unprivileged) }
    return unsafe ServerAccount(
      name: unprivileged, user: entry.pointee.pw_uid, group: entry.pointee.pw_gid, isOther: true)
  }

  /// The first directory on the way to `path` that the account may not pass; nil when it may pass all.
  func obstacle(onTheWayTo path: String) -> String? {
    var directory = ""
    for part in path.split(separator: "/").dropLast() {
      directory += "/" + part
      guard let status = FileStatus(directory) else { return directory }
      let bit: mode_t = status.owner == user ? 0o100 : status.group == group ? 0o010 : 0o001
      if status.mode & bit == 0 { return directory }
    }
    return nil
  }
}

/// What `lstat` says.
struct FileStatus {
  var owner: uid_t
  var group: gid_t
  var mode: mode_t

  var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
  /// Read, write and search bits.
  var permissions: mode_t { mode & 0o777 }

  /// nil when there is no such file. `following`: what a symbolic link leads to, instead of the link.
  init?(_ path: String, following: Bool = true) {
    var status = stat()
    guard unsafe (following ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    owner = status.st_uid
    group = status.st_gid
    mode = status.st_mode
  }
}
