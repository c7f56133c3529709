import Domain
import Foundation
import Synchronization

/// Characters typed at the terminal, one at a time for libedit, with pasted text told apart from typed text.
///
/// A paste of several lines must run nothing unseen: only its first line is inserted; the others wait, each for its own
/// Enter. Terminals that announce a paste (DEC private mode 2004) are believed; for the others, several lines that
/// arrive in one burst are taken for a paste, because nobody types that fast.
/// Touched on the editor's queue only, except `wake`.
final class KeyboardInput {
  private var bytes: [UInt8] = []
  private var ready: [UInt32] = []
  private var waiting: [String] = []
  /// TERM=dumb, or no terminal type at all: control sequences would be seen as text.
  private let isDumb = ["dumb", ""].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")
  private var takesPasted = false
  private let wakeUp: [Int32]
  private var saved: termios?

  private(set) var wasInterrupted = false
  private(set) var hasEnded = false
  /// Whether any key was pressed since the line was begun.
  private(set) var hasTyped = false

  /// Tells a blocked read about a signal; may be called from anywhere.
  let wake: @Sendable (Interrupts.Event) -> Void

  init() {
    var ends: [Int32] = [-1, -1]
    let isOpen = unsafe pipe(&ends) == 0
    for end in ends where isOpen { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    wakeUp = ends
    let writing = ends[1]
    wake = { event in
      var byte: UInt8 =
        switch event {
        case .interrupt: 1
        case .resize: 2
        case .resumed: 3
        }
      _ = unsafe Foundation.write(writing, &byte, 1)
    }
  }

  deinit { for end in wakeUp where end >= 0 { close(end) } }

  /// Before a line is read.
  func begin(takesPasted: Bool) {
    wasInterrupted = false
    hasTyped = false
    self.takesPasted = takesPasted
    drainSignals()
    show("\u{1B}[?2004h", onlyControl: true)
    if takesPasted, !waiting.isEmpty { type(waiting.removeFirst()) }
  }

  /// After a line was read.
  func finish() { show("\u{1B}[?2004l", onlyControl: true) }

  func forgetPasted() {
    waiting = []
    ready = []
    bytes = []
  }

  /// The next character (a Unicode scalar); nil when interrupted or at the end of the input.
  func next(on editor: LineEditor) -> UInt32? {
    while true {
      if !ready.isEmpty {
        hasTyped = true
        return ready.removeFirst()
      }
      if bytes.isEmpty { guard fill(waitingFor: -1, on: editor) else { return nil } }
      take(on: editor)
    }
  }

  /// Turns the first bytes into characters, or into a paste.
  private func take(on editor: LineEditor) {
    guard let first = bytes.first else { return }
    switch first {
    case 0x1B: takeEscape(on: editor)
    case 0x0A, 0x0D: takeLineEnd(on: editor)
    case 0..<0x80:
      ready.append(UInt32(first))
      bytes.removeFirst()
    default:
      let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
      while bytes.count < length, fill(waitingFor: 100, on: editor) {}
      let text = String(decoding: bytes.prefix(length), as: UTF8.self)
      bytes.removeFirst(min(length, bytes.count))
      ready += text.unicodeScalars.map(\.value)
    }
  }

  private func takeEscape(on editor: LineEditor) {
    let start = Array("\u{1B}[200~".utf8)
    while bytes.count < start.count, start.starts(with: bytes), fill(waitingFor: 30, on: editor) {}
    guard bytes.starts(with: start) else {
      bytes.removeFirst()
      ready.append(0x1B)
      return
    }
    bytes.removeFirst(start.count)
    let end = Array("\u{1B}[201~".utf8)
    var pasted: [UInt8] = []
    while true {
      if let found = bytes.firstRange(of: end) {
        pasted += bytes[..<found.lowerBound]
        bytes.removeSubrange(..<found.upperBound)
        break
      }
      // The end mark may arrive in two parts.
      let keep = min(bytes.count, end.count - 1)
      pasted += bytes.dropLast(keep)
      bytes = Array(bytes.suffix(keep))
      guard fill(waitingFor: 2000, on: editor) else {
        pasted += bytes
        bytes = []
        break
      }
    }
    paste(String(decoding: pasted, as: UTF8.self), on: editor)
  }

  private func takeLineEnd(on editor: LineEditor) {
    // Whatever came in the same burst is here already.
    while fill(waitingFor: 0, on: editor) {}
    guard !bytes.isEmpty else { return }
    let rest = bytes.dropFirst()
    let isBurst = rest.contains { $0 == 0x0A || $0 == 0x0D } || rest.count >= 4
    guard takesPasted, isBurst, !rest.contains(0x1B) else {
      bytes.removeFirst()
      ready.append(0x0A)
      return
    }
    bytes = []
    // The line before the first Enter is in the editor already and waits like the others.
    hold(String(decoding: rest, as: UTF8.self), on: editor)
  }

  private func paste(_ text: String, on editor: LineEditor) {
    let lines = Self.lines(of: text)
    guard let first = lines.first else { return }
    type(first)
    guard lines.count > 1 else { return }
    if takesPasted { waiting += lines.dropFirst() }
    announce(on: editor)
  }

  private func hold(_ text: String, on editor: LineEditor) {
    waiting += Self.lines(of: text)
    if !waiting.isEmpty { announce(on: editor) }
  }

  /// Says what happened to a paste, above a freshly drawn line.
  private func announce(on editor: LineEditor) {
    show("\n粘贴了多行：每行按一次回车才执行，还有 \(waiting.count) 行；Ctrl-C 全部放弃。\n")
    editor.redraw(resized: false, resumed: false)
  }

  private func type(_ line: String) { ready += line.unicodeScalars.map(\.value) }

  /// Lines without control characters; blank ones are left out.
  private static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { line in
      String(
        String.UnicodeScalarView(
          line.unicodeScalars.map { $0 == "\t" ? " " : $0 }.filter { $0.value >= 0x20 && !(0x7F..<0xA0 ~= $0.value) }))
    }
    .filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// Waits for input and reads it; false when there is none in time, at the end, or after Ctrl-C.
  private func fill(waitingFor milliseconds: Int32, on editor: LineEditor?) -> Bool {
    while true {
      var ports = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeUp[0], events: Int16(POLLIN), revents: 0),
      ]
      let count = unsafe poll(&ports, 2, milliseconds)
      if count < 0, errno == EINTR { continue }
      if ports[1].revents != 0, !takeSignals(on: editor) { return false }
      if ports[0].revents != 0 {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let read = unsafe Foundation.read(STDIN_FILENO, &buffer, buffer.count)
        if read > 0 {
          bytes += buffer.prefix(read)
          return true
        }
        if read < 0, errno == EINTR { continue }
        hasEnded = true
        return false
      }
      if count <= 0 { return false }
    }
  }

  /// False when Ctrl-C was among the signals.
  private func takeSignals(on editor: LineEditor?) -> Bool {
    var signals = [UInt8](repeating: 0, count: 16)
    let count = unsafe Foundation.read(wakeUp[0], &signals, signals.count)
    for signal in signals.prefix(max(0, count)) {
      if signal == 1 {
        wasInterrupted = true
        return false
      }
      editor?.redraw(resized: signal == 2, resumed: signal == 3)
    }
    return true
  }

  private func drainSignals() {
    var signals = [UInt8](repeating: 0, count: 64)
    while unsafe Foundation.read(wakeUp[0], &signals, signals.count) > 0 {}
  }

  /// A line that is not echoed.
  func readHidden(prompt: String) -> Terminal.Answer {
    wasInterrupted = false
    drainSignals()
    var mode = termios()
    let isTerminal = unsafe tcgetattr(STDIN_FILENO, &mode) == 0
    let before = mode
    mode.c_lflag &= ~tcflag_t(ECHO)
    if isTerminal { _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode) }
    defer {
      var before = before
      if isTerminal { _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
      show("\n")
    }
    show(prompt)
    var line: [UInt8] = []
    while true {
      if bytes.isEmpty, !fill(waitingFor: -1, on: nil) { return wasInterrupted ? .interrupted : .ended }
      while !bytes.isEmpty {
        let byte = bytes.removeFirst()
        if byte == 0x0A || byte == 0x0D { return .line(String(decoding: line, as: UTF8.self)) }
        line.append(byte)
      }
    }
  }

  /// Writes to where the editor draws.
  func show(_ text: String, onlyControl: Bool = false) {
    let target = isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO
    if onlyControl, isDumb || isatty(target) != 1 { return }
    _ = unsafe text.withCString { unsafe Foundation.write(target, $0, strlen($0)) }
  }
}
