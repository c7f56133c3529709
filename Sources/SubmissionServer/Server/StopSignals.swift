import Dispatch
import Glibc

/// SIGTERM and SIGINT as a sequence, as long as this value lives: the first one asks to stop, a second one is meant.
struct StopSignals {
  /// One element a signal.
  let received: AsyncStream<Int32>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream<Int32>.makeStream()
    received = stream
    sources = [SIGTERM, SIGINT].map { number in
      // Else the default would end the process before anybody hears of it.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
  }
}
