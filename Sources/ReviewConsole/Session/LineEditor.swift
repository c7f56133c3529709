import CLibEdit
import Domain
import Foundation
import Synchronization

/// Reads lines from the person at the terminal, with libedit.
///
/// All of libedit runs on one queue of its own, whose thread may block without holding one of Swift's few.
/// `@unchecked`: everything mutable but `wake` is touched on `queue` only.
@safe final class LineEditor: @unchecked Sendable {
  private let queue = DispatchQueue(label: "review-console.editor")
  private let input: KeyboardInput
  private var editor: OpaquePointer?
  private var history: OpaquePointer?
  private var callbacks: UnsafeMutablePointer<console_editor>?
  private var completes = false
  /// What Tab offers, given the line up to the cursor; set before the first line is read.
  private let completion = Mutex<(@Sendable (String) -> Completion)?>(nil)

  init(interrupts: Interrupts) {
    // libedit measures and draws with the C library's locale, and a Chinese prompt crashes it under any other.
    unsafe setlocale(LC_CTYPE, "C.UTF-8")
    input = KeyboardInput()
    let wake = input.wake
    _ = interrupts.listen { event in wake(event) }
  }

  deinit {
    if let editor = unsafe editor { unsafe el_end(editor) }
    if let history = unsafe history { unsafe history_end(history) }
    if let callbacks = unsafe callbacks {
      unsafe free(callbacks.pointee.prompt)
      unsafe callbacks.deallocate()
    }
  }

  /// Sets what Tab offers and which lines the arrow keys and Ctrl-R find, oldest first.
  func prepare(lines: [String], completion: @escaping @Sendable (String) -> Completion) {
    self.completion.withLock { $0 = completion }
    queue.async { [self] in
      open()
      for line in lines { add(line) }
    }
  }

  /// A command line. What remains of a paste waits in it, line by line, for Enter.
  func readCommand(prompt: String) async -> Terminal.Answer {
    await onQueue { [self] in
      completes = true
      defer { completes = false }
      return read(prompt: prompt, takesPasted: true)
    }
  }

  /// The answer to a question: no completion, no history.
  func readAnswer(prompt: String) async -> Terminal.Answer {
    await onQueue { [self] in read(prompt: prompt, takesPasted: false) }
  }

  /// An answer that is not shown while it is typed.
  func readHidden(prompt: String) async -> Terminal.Answer {
    await onQueue { [self] in input.readHidden(prompt: prompt) }
  }

  /// Makes the line the newest one that the arrow keys find.
  func remember(_ line: String) {
    queue.async { [self] in add(line) }
  }

  private func onQueue(_ work: @escaping @Sendable () -> Terminal.Answer) async -> Terminal.Answer {
    await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
  }

  private func read(prompt: String, takesPasted: Bool) -> Terminal.Answer {
    open()
    guard let editor = unsafe editor, let callbacks = unsafe callbacks else { return .ended }
    unsafe free(callbacks.pointee.prompt)
    unsafe callbacks.pointee.prompt = unsafe strdup(prompt)
    input.begin(takesPasted: takesPasted)
    defer { input.finish() }
    var count: Int32 = 0
    let line = unsafe el_gets(editor, &count)
    if input.wasInterrupted {
      input.forgetPasted()
      input.show("^C\n")
      return takesPasted && input.hasTyped ? .line("") : .interrupted
    }
    guard let line = unsafe line, count > 0 else { return .ended }
    var text = unsafe String(cString: line)
    while text.last?.isNewline == true { text.removeLast() }
    return .line(text)
  }

  private func add(_ line: String) {
    guard let history = unsafe history else { return }
    unsafe console_history_add(history, line)
  }

  private func open() {
    guard unsafe editor == nil else { return }
    let callbacks = UnsafeMutablePointer<console_editor>.allocate(capacity: 1)
    unsafe callbacks.initialize(to: console_editor(prompt: nil, owner: Unmanaged.passUnretained(self).toOpaque()))
    unsafe self.callbacks = callbacks
    let opened = unsafe console_editor_open(
      callbacks,
      { editor, character in
        guard let owner = unsafe LineEditor.owner(of: editor), let character = unsafe character else { return -1 }
        guard let next = owner.input.next(on: owner) else { return owner.input.hasEnded ? 0 : -1 }
        unsafe character.pointee = wchar_t(bitPattern: next)
        return 1
      },
      { editor, _ in
        guard let owner = unsafe LineEditor.owner(of: editor) else { return UInt8(CC_ERROR) }
        return owner.complete()
      })
    unsafe editor = opened
    unsafe history = history_init()
    if let history = unsafe history, let opened = unsafe opened {
      unsafe console_history_limit(history, 2000)
      unsafe console_editor_use_history(opened, history)
    }
  }

  private static func owner(of editor: OpaquePointer?) -> LineEditor? {
    guard let editor = unsafe editor, let owner = unsafe console_editor_owner(editor) else { return nil }
    return unsafe Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
  }

  /// Draws prompt and line again, after something else was written or the window changed.
  func redraw(resized: Bool, resumed: Bool) {
    guard let editor = unsafe editor else { return }
    if resumed { unsafe console_editor_prepare_terminal(editor, 1) }
    if resized {
      unsafe el_resize(editor)
      if let columns = StandardStreams.live.columns { input.show("\(upToPrompt(columns: columns))\r\u{1B}[J") }
    }
    unsafe console_editor_refresh(editor)
  }

  /// Moves the cursor up to the row where the prompt begins, in a window that has just broken the line anew.
  private func upToPrompt(columns: Int) -> String {
    guard columns > 0, let editor = unsafe editor, let prompt = unsafe callbacks?.pointee.prompt,
      let info = unsafe el_line(editor)?.pointee
    else { return "" }
    let bytes = unsafe UnsafeRawBufferPointer(start: info.buffer, count: info.cursor - info.buffer)
    var row = 0
    var column = 0
    let shown = unsafe String(cString: prompt) + String(decoding: bytes, as: UTF8.self)
    for character in shown {
      let cells = CellWidth.of(character)
      if column + cells > columns {
        row += 1
        column = 0
      }
      column += cells
    }
    return row > 0 ? "\u{1B}[\(row)A" : ""
  }

  private func complete() -> UInt8 {
    guard completes, let editor = unsafe editor, let info = unsafe el_line(editor)?.pointee,
      let completion = completion.withLock({ $0 })
    else { return UInt8(CC_ERROR) }
    let bytes = unsafe UnsafeRawBufferPointer(start: info.buffer, count: info.cursor - info.buffer)
    let found = completion(unsafe String(decoding: bytes, as: UTF8.self))
    if !found.insertion.isEmpty {
      return unsafe el_insertstr(editor, found.insertion) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    }
    guard found.offers.count > 1 else { return UInt8(CC_ERROR) }
    input.show("\n" + found.listing)
    return UInt8(CC_REDISPLAY)
  }
}
