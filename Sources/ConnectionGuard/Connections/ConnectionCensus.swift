import Synchronization

/// How many connections there are, in all and of each address.
public final class ConnectionCensus: Sendable {
  enum Verdict: Sendable {
    case admitted
    /// The address has too many; it can be told so.
    case tooManyOfAddress
    /// There are too many in all; nothing can be done for this one.
    case tooMany
  }

  private struct State {
    var total = 0
    var byAddress: [[UInt8]: Int] = [:]
  }

  private let limits: ConnectionLimits
  private let trusted: [AddressRange]
  private let state = Mutex(State())

  /// - Parameter trusted: proxies, whose connections are many people's.
  public init(_ limits: ConnectionLimits, trusted: [AddressRange]) {
    self.limits = limits
    self.trusted = trusted
  }

  /// Connections now.
  public var total: Int { state.withLock { $0.total } }

  /// Counts a connection, whatever the verdict; `leave` has to follow.
  func enter(_ address: String) -> Verdict {
    let isTrusted = trusted.contains { $0.contains(address) }
    let key = AddressRange.counted(address)
    return state.withLock { state in
      state.total += 1
      let same = state.byAddress[key, default: 0] + 1
      state.byAddress[key] = same
      if state.total > limits.connections { return .tooMany }
      return !isTrusted && same > limits.connectionsPerAddress ? .tooManyOfAddress : .admitted
    }
  }

  func leave(_ address: String) {
    let key = AddressRange.counted(address)
    state.withLock { state in
      state.total -= 1
      let rest = state.byAddress[key, default: 1] - 1
      state.byAddress[key] = rest > 0 ? rest : nil
    }
  }
}
