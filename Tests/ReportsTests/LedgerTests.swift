import Domain
import Foundation
import PostgreSQL
import Spreadsheet
import TestSupport
import Testing

@testable import Reports

@Suite(.timeLimit(.minutes(30))) struct LedgerTests {
  /// What people write as the name of a unit; none of it may become anything but text.
  static let nasty = [
    "样例（杭州）有限公司", "=1+1", "=cmd|' /C calc'!A0", "+86", "-1", "@sum", "0012", "1e5", "\t前有制表符", "两行\n文字", "引号\"与'",
    "👩‍💼 表情",
    "مرحبا", "<b>&amp;</b>", String(repeating: "长", count: 32_760),
  ]

  /// Applications of a province whose answers are of all kinds.
  private func withAnswers(_ body: @Sendable (World) async throws -> Void) async throws {
    try await World.with { world in
      try await world.load(600)
      try await world.owner.execute(
        """
        UPDATE review.submission s SET answers = jsonb_build_object(
          'identity.name', '王小' || chr(19968 + s.application_id::integer), 'identity.id_type', '01',
          'identity.id_number', '3301021990' || lpad(s.application_id::text, 8, '0'),
          'identity.mobile', '138' || lpad(s.application_id::text, 8, '0'), 'work.has_unit', s.application_id % 2 = 0,
          'work.unit_name', ($1::text[])[1 + s.application_id % $2], 'education.full_time.graduated_on',
          to_char(date '2001-01-31' + s.application_id::integer, 'YYYY-MM-DD'),
          'qualifications', jsonb_build_array(jsonb_build_object('level', '1', 'obtained_on', '2010-06-01'),
            jsonb_build_object('level', '2')))
        """, [Self.nasty, Self.nasty.count])
      try await body(world)
    }
  }

  private func begin(_ connection: Connection, purpose: String? = nil) async throws -> Int {
    try await connection.query("SELECT review.export_begin('ledger', '[{}]', $1, $2)", [purpose != nil, purpose])[0]
      .decode(0)
  }

  /// Column heading → value, row by row over all sheets; and how many sheets had rows.
  private func read(_ path: String) async throws -> (rows: [[String: ReadBack.Cell]], sheets: [ReadBack.Sheet]) {
    let book = try await ReadBack.openpyxl(path)
    let sheets = book.sheets.filter { $0.name.hasPrefix("台账") }
    var rows: [[String: ReadBack.Cell]] = []
    for sheet in sheets {
      var lines: [Int: [String: ReadBack.Cell]] = [:]
      var headings: [String: String] = [:]
      for (address, cell) in sheet.cells {
        let letters = String(address.prefix { $0.isLetter })
        if address == letters + "3" { headings[letters] = cell.text }
      }
      for (address, cell) in sheet.cells {
        let letters = String(address.prefix { $0.isLetter })
        guard let row = Int(address.dropFirst(letters.count)), row > 3 else { continue }
        lines[row, default: [:]][headings[letters] ?? "?"] = cell
      }
      rows += lines.keys.sorted().compactMap { lines[$0] }
    }
    return (rows, sheets)
  }

  @Test func everyRowEqualsSQLAndStaysText() async throws {
    try await withAnswers { world in
      let folder = try ReadBack.Folder()
      let path = folder.file("台账.xlsx")
      let connection = try await world.connect(.chief)
      let number = try await begin(connection)
      let order = Ledger.Order(export: number, filters: ReportFilters(), maker: "测试")
      let result = try await Ledger.write(order, on: connection, to: path, rowsPerSheet: 200)
      let wanted = try await world.owner.query(
        """
        SELECT a.number, d.full_name, review.effective_state(a.state, a.lease_expires_at) AS state, a.revision,
          to_char(date_trunc('second', a.submitted_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') AS submitted,
          a.due_on::text AS due, s.answers ->> 'identity.id_number' AS id, s.answers ->> 'identity.mobile' AS mobile,
          s.answers ->> 'work.unit_name' AS unit, s.answers ->> 'education.full_time.graduated_on' AS graduated,
          (s.answers ->> 'work.has_unit')::boolean AS has_unit
        FROM review.application a JOIN review.department d ON d.code = a.department_code
        JOIN review.submission s ON s.application_id = a.id AND s.revision = a.revision
        WHERE a.state <> 'draft' ORDER BY a.id
        """)
      let (rows, sheets) = try await read(path)
      #expect(wanted.count > 500 && result.rows == wanted.count && rows.count == wanted.count)
      #expect(sheets.count == (wanted.count + 199) / 200 && result.sheets == sheets.count + 1)
      for (row, right) in zip(rows, wanted) {
        func text(_ heading: String) -> String? { row[heading]?.text }
        let state = ApplicationState(rawValue: try right.decode("state"))
        #expect(try text("申报号") == right.decode("number", as: String.self))
        #expect(try text("会计管理部门") == right.decode("full_name", as: String.self))
        #expect(text("状态") == (state == .approved ? "已通过" : state?.name.zh))
        #expect(try text("提交次数") == "\(right.decode("revision", as: Int.self))")
        #expect(try text("最近提交")?.prefix(19) == right.decode("submitted", as: String.self).prefix(19))
        #expect(try text("审核期限")?.prefix(10) == right.decode("due", as: String.self).prefix(10))
        let (id, mobile): (String, String) = (try right["id"], try right["mobile"])
        #expect(text("证件号码") == id.prefix(1) + "****************" + id.suffix(1))
        #expect(text("手机号码") == mobile.prefix(1) + "*********" + mobile.suffix(1))
        #expect(text("姓名") == "王**")
        #expect(row["单位名称"]?.type == "s" && row["证件号码"]?.type == "s")
        #expect(row["证件号码"]?.format == "@" && row["提交次数"]?.format == "0")
        #expect(try text("单位名称") == right.decode("unit", as: String.self))
        #expect(row["全日制毕业时间"]?.type == "d")
        #expect(try text("全日制毕业时间")?.prefix(10) == right.decode("graduated", as: String.self).prefix(10))
        #expect(try text("是否有工作单位") == (right.decode("has_unit", as: Bool.self) ? "是" : "否"))
        #expect(text("专业技术资格")?.contains("2010-06-01；") == true)
      }
      for sheet in sheets {
        // The title is above every page, and no cell of it is cut by a page's edge.
        #expect(sheet.freeze == "B4" && sheet.titles?.contains("$3:$3") == true)
        #expect(sheet.titles?.contains("$1") == false && sheet.printArea?.contains("$A$3:") == true)
        #expect(sheet.headerLeft == "浙江省财政厅明细台账", "\(sheet.headerLeft ?? "")")
        #expect(sheet.cells["A2"]?.text.contains("导出编号：\(number)") == true)
      }
      // LibreOffice reads the same rows, and sees nothing to calculate.
      let calculated = try await ReadBack.libreOffice(path)
      #expect(calculated.filter { $0.key.hasPrefix("台账") }.count == sheets.count)
      #expect(calculated.values.joined().joined().contains("=1+1"))
      await connection.close()
    }
  }

  @Test("days, lateness and reasons of the return are those that the database has, counted another way")
  func whatCameOfIt() async throws {
    try await withAnswers { world in
      try await world.owner.execute(
        """
        UPDATE review.decision SET note = '请于 30 日内补正' WHERE outcome = 'returned' AND application_id % 2 = 0;
        """)
      try await world.owner.execute(
        "UPDATE review.decision_reason SET remark = '第 ' || ordinal || ' 处' WHERE decision_id % 3 = 0")
      let folder = try ReadBack.Folder()
      let connection = try await world.connect(.chief)
      let order = Ledger.Order(export: try await begin(connection), filters: ReportFilters(), maker: "")
      _ = try await Ledger.write(order, on: connection, to: folder.file("a.xlsx"))
      let rows = try await read(folder.file("a.xlsx")).rows
      let wanted = try await world.owner.query(
        """
        SELECT a.number, a.decided_at IS NOT NULL AS decided,
          (SELECT count(*) FROM generate_series(began.day + 1, (a.decided_at AT TIME ZONE 'Asia/Shanghai')::date, interval '1 day') AS s (day)
           WHERE review.is_working_day(s.day::date)) AS days,
          CASE WHEN a.decided_at IS NULL THEN a.due_on < (now() AT TIME ZONE 'Asia/Shanghai')::date
            ELSE (a.decided_at AT TIME ZONE 'Asia/Shanghai')::date > began.due END AS late,
          (SELECT string_agg(concat_ws('：', r.target, w.text, r.remark), '；' ORDER BY r.ordinal)
             FROM review.decision_reason r JOIN review.return_reason w USING (code) WHERE r.decision_id = back.id)
            || coalesce('。附言：' || back.note, '') AS reasons
        FROM review.application a
        CROSS JOIN LATERAL (
          SELECT max((e.at AT TIME ZONE 'Asia/Shanghai')::date) AS day, max(e.detail ->> 'due_on')::date AS due FROM review.event e
          WHERE e.application_id = a.id AND e.revision = a.revision AND e.action IN ('submitted', 'reopened')
            AND e.at <= coalesce(a.decided_at, 'infinity')) AS began
        LEFT JOIN LATERAL (SELECT d.id, d.note FROM review.decision d WHERE d.application_id = a.id AND d.outcome = 'returned'
          AND NOT EXISTS (SELECT FROM review.decision n WHERE n.application_id = a.id AND n.revision = d.revision
            AND (n.decided_at, n.id) > (d.decided_at, d.id))
          ORDER BY d.id DESC LIMIT 1) AS back ON true
        WHERE a.state <> 'draft' ORDER BY a.id
        """)
      #expect(rows.count == wanted.count)
      var (returned, noted, late) = (0, 0, 0)
      for (row, right) in zip(rows, wanted) {
        let number: String = try right["number"]
        let decided: Bool = try right["decided"]
        #expect(row["申报号"]?.text == number)
        let days: Int? = try right["days"]
        #expect(row["用时（工作日）"]?.text == (decided ? days.map { "\($0)" } : nil), "\(number)")
        let isLate: Bool = try right["late"]
        #expect(row["是否超期"]?.text == (isLate ? "是" : "否"), "\(number)")
        // Targets by the form's labels, which the database has of the profile.
        let reasons: String? = try right["reasons"]
        let said = row["退回原因"]?.text
        #expect((said == nil) == (reasons == nil) && said?.contains("附言：") == reasons?.contains("附言："), "\(number)")
        if let said, let reasons, !reasons.contains("portrait"), !reasons.contains("qualifications") {
          #expect(said == reasons)
        }
        returned += said == nil ? 0 : 1
        noted += said?.contains("。附言：请于 30 日内补正") == true ? 1 : 0
        late += isLate ? 1 : 0
      }
      #expect(returned > 100 && noted > 30 && late > 30 && late < rows.count - 30)
      await connection.close()
    }
  }

  @Test("as CSV it has the same texts, whole ones, after a byte order mark, and its hash")
  func csv() async throws {
    try await withAnswers { world in
      try await world.owner.execute(
        """
        UPDATE review.submission s SET answers = answers || jsonb_build_object('work.unit_name', repeat('长', 40000))
        WHERE s.application_id = (SELECT min(a.id) FROM review.application a WHERE a.state = 'submitted')
        """)
      let folder = try ReadBack.Folder()
      let connection = try await world.connect(.chief)
      func write(_ name: String, purpose: String? = nil) async throws -> ExportResult {
        let order = Ledger.Order(
          export: try await begin(connection, purpose: purpose), filters: ReportFilters(), purpose: purpose, maker: "",
          kind: Ledger.Kind(of: name))
        return try await Ledger.write(order, on: connection, to: folder.file(name))
      }
      let book = try await write("a.xlsx")
      let text = try await write("a.CSV")
      #expect(book.cutCells == 1 && text.cutCells == 0 && text.rows == book.rows && text.sheets == 1)
      let notes = try await ReadBack.openpyxl(folder.file("a.xlsx"))["说明"]?.cells.values.map(\.text).joined() ?? ""
      #expect(notes.contains("1 格的文字超过 32767 个字符"))

      let bytes = try Data(contentsOf: URL(filePath: folder.file("a.CSV")))
      #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) && bytes.count == text.bytes)
      #expect(FileDigest(path: folder.file("a.CSV"))?.sha256 == text.sha256)
      let lines = try read(csv: folder.file("a.CSV"))
      let headings = try #require(lines.first)
      #expect(headings.first == "申报号" && headings.last == "导出编号")
      let (rows, _) = try await read(folder.file("a.xlsx"))
      #expect(lines.count == rows.count + 1)
      for (line, row) in zip(lines.dropFirst(), rows) {
        #expect(line.count == headings.count)
        for (heading, field) in zip(headings, line) where heading != "导出编号" {
          let cell = row[heading]?.text ?? ""
          if heading == "单位名称" {
            let isFormula = "=+-@\t".contains(cell.first ?? " ") && cell != "-1" && cell != "+86"
            #expect(field == (isFormula ? "'" : "") + cell || field.count == 40_000 && cell.hasSuffix("…"))
          } else if ["首次提交", "最近提交", "办结时间"].contains(heading) {
            #expect(cell.isEmpty ? field.isEmpty : field == cell.replacing("T", with: " ").prefix(19))
          } else if !heading.hasSuffix("时间"), heading != "审核期限" {
            #expect(field == cell, "\(heading)")
          }
        }
      }

      // Whole numbers are whole, and the file says so.
      _ = try await write("whole.csv", purpose: "证书核验")
      let whole = try read(csv: folder.file("whole.csv"))
      #expect(whole[0].last == "导出编号（含个人信息，仅限内部使用）")
      let place = try #require(whole[0].firstIndex(of: "证件号码"))
      #expect(whole.dropFirst().allSatisfy { $0[place].hasPrefix("3301021990") })
      await connection.close()
    }
  }

  private func read(csv path: String) throws -> [[String]] {
    var reader = try CSVReader(path: path)
    var lines: [[String]] = []
    while let record = try reader.next() { lines.append(try record.content.get()) }
    return lines
  }

  @Test func limitsAreTheSameAsInSQL() async throws {
    try await withAnswers { world in
      let folder = try ReadBack.Folder()
      let today = Day(of: Date())
      let manager = try await world.connect(.chief)
      let reviewer = try await world.connect(.reviewer)
      let span = try Period(from: today.adding(days: -60), to: today.adding(days: -20))
      let open = "(a.state = 'submitted' OR a.lease_expires_at <= now())"
      let cases: [(Connection, ReportFilters, String)] = [
        (reviewer, ReportFilters(), PlainSQL.subtree("a.department_code", "330102")),
        (manager, ReportFilters(department: "330100"), PlainSQL.subtree("a.department_code", "330100")),
        (manager, ReportFilters(state: .submitted), "a.state IN ('submitted', 'in_review') AND \(open)"),
        (manager, ReportFilters(state: .returned), "a.state = 'returned'"),
        (manager, ReportFilters(period: span), PlainSQL.within("a.submitted_at", span)),
        (
          manager, ReportFilters(period: span, dated: .decided),
          "a.decided_at IS NOT NULL AND \(PlainSQL.within("a.decided_at", span))"
        ),
        (manager, ReportFilters(reviewer: "reviewer.2"), "a.decided_by = 'reviewer.2'"),
      ]
      for (index, (connection, filters, condition)) in cases.enumerated() {
        let order = Ledger.Order(export: try await begin(connection), filters: filters, maker: "")
        let result = try await Ledger.write(order, on: connection, to: folder.file("\(index).xlsx"))
        let wanted: Int = try await world.owner.query(
          "SELECT count(*) FROM review.application a WHERE a.state <> 'draft' AND \(condition)")[0].decode(0)
        #expect(wanted > 0 && result.rows == wanted, "\(condition)")
      }
      await #expect(throws: ReportFailure.self) {
        let order = Ledger.Order(export: 1, filters: ReportFilters(dated: .sent), maker: "")
        _ = try await Ledger.write(order, on: manager, to: folder.file("no.xlsx"))
      }
      #expect(try folder.names().count == cases.count)
      for connection in [manager, reviewer] { await connection.close() }
    }
  }

  @Test func wholeNumbersAreMarkedOnEverySheet() async throws {
    try await withAnswers { world in
      let folder = try ReadBack.Folder()
      let connection = try await world.connect(.chief)
      let number = try await begin(connection, purpose: "证书核验")
      let order = Ledger.Order(
        export: number, filters: ReportFilters(department: "330102"), purpose: "证书核验", maker: "")
      _ = try await Ledger.write(order, on: connection, to: folder.file("whole.xlsx"), rowsPerSheet: 3)
      let (rows, sheets) = try await read(folder.file("whole.xlsx"))
      #expect(!rows.isEmpty && rows.allSatisfy { $0["证件号码"]?.text.contains("*") == false })
      #expect(rows.allSatisfy { $0["姓名"]?.text.contains("*") == false })
      let mark = "含个人信息，仅限内部使用 · 导出编号 \(number) · 用途：证书核验"
      for sheet in sheets {
        #expect(sheet.cells["A2"]?.text.contains(mark) == true)
        #expect(sheet.header?.contains(mark) == true)
      }
      // What was begun masked stays masked, whatever is claimed.
      let masked = Ledger.Order(
        export: try await begin(connection), filters: ReportFilters(department: "330102"), purpose: "x", maker: "")
      _ = try await Ledger.write(masked, on: connection, to: folder.file("masked.xlsx"))
      #expect(try await read(folder.file("masked.xlsx")).rows.allSatisfy { $0["证件号码"]?.text.contains("*") == true })
      await connection.close()
    }
  }

  @Test func cancelledItLeavesNothing() async throws {
    try await withAnswers { world in
      let folder = try ReadBack.Folder()
      let connection = try await world.connect(.chief)
      let order = Ledger.Order(export: try await begin(connection), filters: ReportFilters(), maker: "")
      let path = folder.file("a.xlsx")
      let task = Task {
        try await Ledger.write(order, on: connection, to: path) { _ in
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
      await #expect(throws: (any Error).self) {
        task.cancel()
        _ = try await task.value
      }
      #expect(try folder.names() == [])
      await connection.close()
    }
  }
}
