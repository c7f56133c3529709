public import Domain

/// An application that is decided on but not made yet.
public struct DemoPlan: Sendable {
  let office: Office
  let person: Int
  let stream: Int
  /// Its number.
  public let number: ApplicationNumber
  let arrival: Int
  let now: Int
  let seed: UInt64

  /// Makes it: the same one every time.
  public func application() -> DemoApplication {
    Timeline(
      office: office, index: person, stream: stream, number: number, arrival: arrival, now: now, seed: seed
    ).app
  }
}
