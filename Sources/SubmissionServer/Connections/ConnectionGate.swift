/// What all connections share: their limits, their number, and who hears of requests that are done.
struct ConnectionGate: Sendable {
  let limits: ConnectionLimits
  let census: ConnectionCensus
  let journal: RequestJournal
}
