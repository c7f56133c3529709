import Foundation
import TestSupport

/// Somebody who tries to compute what a published table hides, with all that he sees.
struct Attacker {
  /// Factors by unknown; what they add up to is known and does not matter.
  private(set) var equations: [[String: Int]] = []

  /// Learns that these add up to something he knows.
  mutating func learn(_ terms: [(unknown: String, factor: Int)]) {
    let sum = Dictionary(terms.map { ($0.unknown, $0.factor) }, uniquingKeysWith: +).filter { $0.value != 0 }
    if !sum.isEmpty { equations.append(sum) }
  }

  /// Brings equations to their reduced row echelon form modulo 2^61 - 1; what stands alone in a row is known.
  private static let script = """
    import json, sys
    p = 2**61 - 1
    def solved(equations):
        rows, users = [], {}
        for equation in equations:
            row = {k: v % p for k, v in equation.items()}
            for k in [k for k in row if k in users and users[k] is not None]:
                if k in row:
                    pivot, f = rows[users[k]], row[k]
                    for c, v in pivot.items():
                        row[c] = (row.get(c, 0) - f * v) % p
                        if not row[c]: del row[c]
            if not row: continue
            k = next(iter(row))
            scale = pow(row[k], p - 2, p)
            row = {c: v * scale % p for c, v in row.items()}
            for other in rows:
                f = other.get(k)
                if f:
                    for c, v in row.items():
                        other[c] = (other.get(c, 0) - f * v) % p
                        if not other[c]: del other[c]
            users[k] = len(rows)
            rows.append(row)
        return sorted(next(iter(row)) for row in rows if len(row) == 1)
    print(json.dumps([solved(e) for e in json.load(open(sys.argv[1]))]))
    """

  /// What each of them can compute.
  static func solve(_ attackers: [Attacker]) async throws -> [[String]] {
    let folder = try ReadBack.Folder()
    try JSONEncoder().encode(attackers.map(\.equations)).write(to: URL(fileURLWithPath: folder.file("equations.json")))
    return try await JSONDecoder().decode(
      [[String]].self, from: ReadBack.run("/usr/bin/python3", ["-c", script, folder.file("equations.json")]))
  }
}
