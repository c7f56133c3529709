import Crypto
public import Domain
import Foundation

/// The rows that the program brings to every database: regions, bureaus, calendar, return reasons and the provinces' profiles.
public enum ReferenceData {
  /// Raised when the code below makes other rows of the same data.
  private static let edition = 4

  /// The rows of a catalogue. Whether they have changed is told by its files, which are read in a thousandth of the time.
  public static func source(_ catalogue: Catalogue) -> ReferenceSource {
    ReferenceSource(checksum: checksum(of: catalogue.folders)) {
      tables(catalogue.own.standards, profiles: catalogue.own.profiles.all)
    }
  }

  private static func checksum(of folders: [URL]) -> String {
    var hash = SHA256()
    hash.update(data: Data("\(edition)\n".utf8))
    for folder in folders {
      let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
      for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
        hash.update(data: Data("\(file.lastPathComponent)\n".utf8))
        hash.update(data: (try? Data(contentsOf: file)) ?? Data())
      }
    }
    return hash.finalize().hexadecimal
  }

  /// In the order in which they refer to each other.
  public static func tables(_ standards: Standards, profiles: [Profile]) -> [ReferenceTable] {
    [
      ReferenceTable(
        "region", columns: ["code", "name", "level", "parent_code"], key: ["code"],
        rows: standards.regions.all.map { [$0.code, $0.name, $0.level, $0.parent] }),
      ReferenceTable(
        "department", columns: ["code", "name", "full_name", "level", "parent_code", "region_code", "province"],
        key: ["code"],
        rows: standards.departments.all.map {
          [$0.code, $0.name, $0.fullName, $0.level, $0.parent, $0.region, $0.province]
        }),
      ReferenceTable(
        "holiday", columns: ["date", "kind", "name", "source"], key: ["date"],
        rows: standards.holidays.map { [$0.day, $0.kind, $0.name.zh, "program"] }, removesOthers: true,
        sharing: .init(
          ours: "existing.source = 'program'",
          yields: "EXISTS (SELECT FROM review.holiday h WHERE h.notice = extract(year FROM given.date))"),
        afterwards: "SELECT review.due_dates_renewed(review.today(), session_user::text)"),
      ReferenceTable(
        "return_reason", columns: ["code", "scope", "text", "hint", "action", "remark_required", "ordinal", "source"],
        key: ["code"],
        rows: standards.reasons.enumerated().map { ordinal, reason in
          [
            reason.code, reason.scope, reason.text.zh, reason.hint.zh, reason.action, reason.remarkRequired,
            ordinal + 1,
            reason.source,
          ]
        }),
      ReferenceTable(
        "profile",
        columns: [
          "province", "version", "name", "number_letters", "valid_from", "valid_to", "targets", "masked_fields",
          "export_hidden_fields", "texts", "settings",
        ],
        key: ["province", "version"],
        rows: profiles.map { profile in
          [
            profile.province, profile.version, profile.name.zh, profile.letters, profile.validFrom, profile.validTo,
            profile.targets,
            maskedFields(of: profile), exportHiddenFields(of: profile), texts(of: profile), settings(of: profile),
          ]
        }, sharing: .init(ours: "NOT \(isInFile("existing"))", yields: isInFile("given"))),
    ]
  }

  /// Whether a profile is one that was put into the database.
  private static func isInFile(_ row: String) -> String {
    "EXISTS (SELECT FROM review.profile_file f WHERE f.province = \(row).province AND f.version = \(row).version)"
  }

  /// What staff's screens hide: numbers of persons altogether, and whole numbers that somebody wrote into a text ("#").
  static func maskedFields(of profile: Profile) -> [String] {
    profile.fields.compactMap { field in
      if field.mask?.identifies == true { return path(of: field) }
      return field.type == .text ? "#" + path(of: field) : nil
    }
  }

  /// `qualifications[].level` for a field of every row.
  private static func path(of field: Field) -> String {
    field.list.map { "\($0)[]\(field.id.dropFirst($0.count))" } ?? field.id
  }

  /// What masked exports hide beside that.
  static func exportHiddenFields(of profile: Profile) -> [String] {
    profile.fields.compactMap { field in
      guard field.export != .open, field.export == .never || field.mask?.identifies == false else { return nil }
      return (field.export == .masked && field.mask == .name ? "~" : "-") + path(of: field)
    }
  }

  /// Event → template of the message.
  static func texts(of profile: Profile) -> JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: profile.settings.notification.texts.map {
          ($0.key.rawValue, JSONValue.string($0.value.zh))
        }))
  }

  /// What the functions of the schema read: see the comment on `review.profile.settings`.
  static func settings(of profile: Profile) -> JSONValue {
    let settings = profile.settings
    let labels = profile.targets.compactMap { target in profile.label(target).map { (target, JSONValue.string($0.zh)) }
    }
    let flow: [String: JSONValue] = [
      "working_days": .integer(settings.review.workingDays),
      "reopen_days": .integer(settings.review.reopenDays),
      "lease_minutes": .integer(settings.review.leaseMinutes),
      "withdraw_until": .string(settings.withdrawal.rawValue),
      "change": .bool(settings.change),
      "channel": .string(settings.notification.channel.rawValue),
      "longest_message": settings.notification.longest.map(JSONValue.integer) ?? .null,
      "reasons": .array(profile.reasons.map { .string($0.code) }),
      "hints": .object(settings.returns.hints.mapValues { .string($0.zh) }),
      "reason_targets": .object(settings.returns.targets.mapValues { .array($0.map(JSONValue.string)) }),
      "recipient_field": .string(settings.notification.recipient),
      "notices": .object(Dictionary(profile.notices.map { ($0.id, .integer($0.countdown)) }) { first, _ in first }),
      "target_labels": .object(Dictionary(labels) { first, _ in first }),
      "legacy": settings.legacy.map { legacy in
        [
          "match": .string(legacy.matchField), "prefill": .bool(legacy.prefill),
          "old_password": .bool(legacy.oldPassword), "fixed_fields": .array(legacy.fixedFields.map(JSONValue.string)),
        ]
      } ?? .null,
      "resubmission": .string(settings.returns.resubmission.rawValue),
      "row_slots": .object(profile.rowSlots.mapValues { .string($0) }),
      "unit_lookup": profile.unitLookup.map { ["code": .string($0.codeField), "name": .string($0.nameField)] } ?? .null,
    ]
    let also = settings.notification.also.map { way -> JSONValue in
      [
        "channel": .string(way.channel.rawValue), "recipient_field": way.recipient.map(JSONValue.string) ?? .null,
        "longest_message": way.longest.map(JSONValue.integer) ?? .null,
      ]
    }
    let more = also.isEmpty ? [:] : ["also": JSONValue.array(also)]
    return .object(flow.merging(settings.review.measures.mapValues { .integer($0) }) { $1 }.merging(more) { $1 })
  }
}
