import Domain
import Foundation

/// What happens to one application from its first submission until now.
struct Timeline {
  let office: Office
  let now: Int
  let county: Region
  let person: Person
  /// What is known of the person, and what this form needs besides.
  let facts: Answers
  var random: SeededRandom
  var app: DemoApplication

  /// How often each file was replaced.
  var replaced: [String: Int] = [:]
  /// Base of the pictures' variants.
  let pictures: Int

  var clock: WorkClock { office.clock }

  /// `index` counts the province's persons, `stream` all applications.
  init(
    office: Office, index: Int, stream: Int, number: ApplicationNumber, arrival: Int, now: Int, seed: UInt64
  ) {
    var random = SeededRandom(seed: seed, UInt64(stream) &* 4 &+ 1)
    let county = office.bureaus.county(&random)
    let city = county.parent.flatMap { office.standards.regions[$0] } ?? county
    person = Person(
      index: index, numbers: office.numbers, county: county, city: city, today: office.clock.day(arrival), seed: seed,
      random: &random)
    facts = office.completion.complete(person.facts, in: county, today: office.clock.day(arrival), &random)
    self.office = office
    self.now = now
    self.county = county
    pictures = random.below(10_000)
    app = DemoApplication(
      applicant: DemoApplicant(
        idType: person.idType, idNumber: person.idNumber, name: person.name, phone: person.mobile),
      number: number, province: office.profile.province, profileVersion: office.profile.version,
      channel: office.channel(&random), department: county.code, state: .draft)
    self.random = random
    unfold(from: arrival)
    app.events.sort { $0.at < $1.at }
    app.notes.sort { $0.writtenAt < $1.writtenAt }
  }

  // MARK: Course of events

  private mutating func unfold(from arrival: Int) {
    let requirements = office.profile.requirements(of: facts, today: clock.day(arrival))
    if random.chance(2) {
      app.draft = unfinished(requirements.answers)
      app.department = requirements.department?.code ?? county.code
      return
    }
    let flaws = Flaws(asked: requirements.answers, files: requirements.files, office: office, county: county, &random)
    var moment = arrival
    var left: [Flaw] = []
    while true {
      // What is found is known beforehand, because the answers must hold it.
      var found = left
      let odds = left.isEmpty ? [26.0, 17, 6][min(2, app.revision)] : 92
      if app.revision < 4, !flaws.isEmpty, random.chance(odds) {
        if found.isEmpty { found = flaws.some(&random) }
      } else {
        found = []
        left = []
      }
      submit(requirements, at: moment, with: found)
      if app.revision == 1, random.chance(1.5), let next = withdraw(after: moment) {
        guard let again = next else { return }
        moment = again
        // The first revision is what it was; nobody has looked at it.
        submit(requirements, at: moment, with: found)
      }
      guard let decided = review(from: moment, found: found) else { return }
      if found.isEmpty { return reconsider(after: decided) }
      if found.contains(where: \.isFinal) || random.chance(11) { return }
      moment = clock.atHome(after: decided, days: 0.3 + random.exponential(mean: 3.5), &random)
      guard moment < now else { return }
      left = found.count > 1 && random.chance(15) ? [random.pick(found)] : []
      // What replaces a flawed file is another picture than that; of portraits there are several.
      for flaw in found where !left.contains(where: { $0.code == flaw.code && $0.target == flaw.target }) {
        if let slot = flaw.slot { replaced[slot, default: 0] += 1 }
      }
    }
  }

  /// Answers as far as somebody got who stopped in the middle.
  private mutating func unfinished(_ answers: Answers) -> Answers {
    let order = office.profile.fields.compactMap { $0.list ?? $0.id }
    let kept = Set(order.prefix(8 + random.below(max(1, order.count - 8))))
    return Answers(answers.values.filter { kept.contains($0.key) })
  }

  /// The next revision: the right form `requirements`, or what the flaws make of it.
  private mutating func submit(_ right: FormRequirements, at moment: Int, with flaws: [Flaw]) {
    let today = clock.day(moment)
    var requirements = right
    let spoils = flaws.compactMap(\.spoil)
    if !spoils.isEmpty {
      var facts = facts
      for spoil in spoils { spoil(&facts) }
      requirements = office.profile.requirements(of: facts, today: today)
    }
    app.department = requirements.department?.code ?? county.code
    app.dueOn = clock.calendar.add(workingDays: office.profile.settings.review.workingDays, to: today).day
    app.state = .submitted
    app.draft = nil
    app.submissions.append(
      DemoSubmission(
        revision: app.revision + 1, answers: requirements.answers, attachments: attachments(requirements, flaws),
        submittedAt: date(moment),
        commitment: office.agreed(in: app.channel, at: date(moment - 20)), warnings: requirements.warnings))
    record(
      moment, "applicant", "submitted",
      [
        "channel": .string(app.channel), "due_on": app.dueOn.map { .string($0.iso) } ?? .null,
        "warnings": .integer(requirements.warnings.count),
      ])
  }

  /// Pictures by slot: what the answers say, with the flaws that were found in them.
  private func attachments(_ requirements: FormRequirements, _ flaws: [Flaw]) -> [DemoAttachment] {
    requirements.files.map { slot, n in
      let flaw = flaws.first { $0.slot == slot && n == 1 }
      return DemoAttachment(
        slot: slot, n: n,
        picture: DemoPicture(
          slot: slot, level: level(shownIn: slot, n, requirements.answers), sex: person.sex, province: app.province,
          flaw: flaw?.code, variant: pictures + (replaced[slot] ?? 0)))
    }
  }

  private func level(shownIn slot: String, _ n: Int, _ answers: Answers) -> String? {
    switch slot {
    case "diploma_full_time": answers.text("education.full_time.level")
    case "diploma_part_time": answers.text("education.part_time.level")
    case "degree_full_time": answers.text("education.full_time.degree")
    case "degree_part_time": answers.text("education.part_time.degree")
    case "qualification_certificate": answers.list("qualifications").dropFirst(n - 1).first?["level"]?.string
    default: nil
    }
  }

  /// Takes it back within the hour. nil: did not; .some(nil): is still a draft; else when it was submitted again.
  private mutating func withdraw(after moment: Int) -> Int?? {
    let back = moment + 300 + random.below(3600)
    guard back < now else { return nil }
    app.state = .draft
    app.draft = app.submissions.last?.answers
    record(back, "applicant", "withdrawn")
    let again = clock.atHome(after: back, days: 0.2 + random.exponential(mean: 1), &random)
    return random.chance(25) || again >= now ? .some(nil) : again
  }

  // MARK: Small things

  func date(_ moment: Int) -> Date { Date(timeIntervalSince1970: Double(moment)) }

  mutating func record(
    _ moment: Int, _ actor: String, _ action: String, _ detail: JSONValue = [:], purpose: String? = nil
  ) {
    app.events.append(
      DemoEvent(
        at: date(moment), actor: actor, action: action, revision: app.revision, department: app.department,
        purpose: purpose, detail: detail))
  }
}
