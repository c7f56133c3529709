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
    /// By address, and for IPv6 by /64 and by /48.
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
    let network = AddressRange.network(address)
    return state.withLock { state in
      state.total += 1
      let same = state.byAddress[key, default: 0] + 1
      state.byAddress[key] = same
      var near = 0
      if let network {
        near = state.byAddress[network, default: 0] + 1
        state.byAddress[network] = near
      }
      if state.total > limits.connections { return .tooMany }
      let isTooMany = same > limits.connectionsPerAddress || near > limits.connectionsPerAddress * limits.perNetwork
      return !isTrusted && isTooMany ? .tooManyOfAddress : .admitted
    }
  }

  func leave(_ address: String) {
    let keys = [AddressRange.counted(address), AddressRange.network(address)].compactMap(\.self)
    state.withLock { state in
      state.total -= 1
      for key in keys {
        let rest = state.byAddress[key, default: 1] - 1
        state.byAddress[key] = rest > 0 ? rest : nil
      }
    }
  }
}
