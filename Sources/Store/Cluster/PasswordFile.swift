import Foundation
import Glibc

/// Passwords in libpq's own file format (manual, section 34.16), so that libpq and psql use the file as it is.
struct PasswordFile: Sendable {
  let path: String

  /// The password of `user`; nil when the file has none.
  func password(user: String) throws(ClusterFailure) -> String? {
    try entries().last { $0.user == user }?.password
  }

  /// Adds or replaces the password of `user`. The file is replaced in one step and is the caller's alone (0600).
  func set(_ password: String, user: String) throws(ClusterFailure) {
    var entries = try entries().filter { $0.user != user }
    entries.append((user, password))
    let lines = entries.map { "*:*:*:\(Self.escaped($0.user)):\(Self.escaped($0.password))\n" }
    let text = "# Passwords of the private cluster, for libpq's passfile.\n" + lines.joined()
    try PrivateFile.write(text, to: path, owner: nil)
  }

  /// 24 letters and digits: 142 bits.
  static func generate() -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var generator = SystemRandomNumberGenerator()
    return String((0..<24).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
  }

  private func entries() throws(ClusterFailure) -> [(user: String, password: String)] {
    guard FileStatus(path) != nil else { return [] }
    guard let data = FileManager.default.contents(atPath: path) else { throw .fileUnusable(path: path, code: EACCES) }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard !line.hasPrefix("#") else { return nil }
      let fields = Self.fields(line)
      return fields.count == 5 ? (fields[3], fields[4]) : nil
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
  }

  private static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isEscaped = false
    for character in line {
      if isEscaped || (character != "\\" && character != ":") {
        fields[fields.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        fields.append("")
      }
    }
    return fields
  }
}

/// Files that only their owner may read.
enum PrivateFile {
  /// Writes a new file beside `path` and puts it in its place; with `owner` the file is given to that account.
  static func write(_ text: String, to path: String, owner: ServerAccount?) throws(ClusterFailure) {
    let temporary = "\(path).\(getpid()).new"
    unsafe unlink(temporary)
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .fileUnusable(path: temporary, code: errno) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw .fileUnusable(path: temporary, code: errno) }
      rest = rest.dropFirst(written)
    }
    if let owner, owner.isOther { fchown(descriptor, owner.user, owner.group) }
    fsync(descriptor)
    guard unsafe rename(temporary, path) == 0 else { throw .fileUnusable(path: path, code: errno) }
  }
}
