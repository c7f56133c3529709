/// How a message fared.
struct Delivery {
  var state = "delivered"
  var deliveredAt: Int?
  var attempts: [(at: Int, outcome: String, detail: String?)] = []
  var next: Int?

  /// Waits between tries, in seconds.
  private static let waits = [20, 60, 300, 1800, 7200]

  /// Messages on the applicant's page are there at once; others arrive within minutes, and a few never.
  init(written: Int, now: Int, isPage: Bool, _ random: inout SeededRandom) {
    if isPage {
      deliveredAt = written
      return
    }
    let isBad = random.chance(2)
    let failures = isBad ? Delivery.waits.count : random.chance(5) ? 1 + random.below(2) : 0
    var at = written
    for (index, wait) in Delivery.waits.enumerated() {
      at += wait + random.below(15)
      guard at < now else {
        state = now - written < 30 && random.chance(40) ? "sending" : "pending"
        next = at
        return
      }
      if index >= failures {
        attempts.append((at, "delivered", nil))
        deliveredAt = at
        return
      }
      attempts.append((at, "failed", isBad ? "empty_number" : "timeout"))
    }
    state = "failed"
  }
}
