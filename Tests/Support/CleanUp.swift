import Foundation
public import Store

/// Removes a cluster when this process ends, be it by a crash or a kill: a small shell waits for the end of a pipe that
/// only this process holds open.
public enum CleanUp {
  /// Call it before the cluster starts.
  public static func watch(_ cluster: PrivateCluster) throws {
    var descriptors: [CInt] = [-1, -1]
    guard pipe(&descriptors) == 0, descriptors.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw POSIXError(.EMFILE)
    }
    let script = """
      trap '' INT TERM HUP
      cat >/dev/null
      server=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
      if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null
        for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$server" 2>/dev/null || break; sleep 0.1; done
      fi
      rm -rf "$1" "$2"
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/setsid")
    process.arguments = [
      "/bin/sh", "-c", script, "sh", cluster.stateDirectory.path(percentEncoded: false), cluster.socketDirectory,
    ]
    process.standardInput = FileHandle(fileDescriptor: descriptors[0], closeOnDealloc: true)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // descriptors[1] stays open until the process ends.
  }
}
