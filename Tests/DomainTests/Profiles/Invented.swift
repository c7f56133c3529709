/// A province that nobody knows, small and whole: adding one is adding a file like this.
enum Invented {
  static let yaml = #"""
    province: zhijiang
    version: "1"
    name: {zh: 会计人员登记, en: Registration}
    authority: 之江省财政厅
    region: "330000"
    letters: ZI
    valid: {from: 2026-01-01, to: 2026-12-31}
    sources: [之江省操作指南]
    identity: {kind: local, provider: 本省账号}
    notices:
      - {id: notice, title: 须知, countdown: 10, paragraphs: [请阅读]}
    commitments:
      - {id: before, version: "2", text: 承诺真实, placement: before_filling, button: 开始}
      - {id: after, version: "2", text: 确认无误, placement: at_submission, button: 报送}
    sections:
      - id: person
        title: 个人信息
        items:
          - {field: identity.name, type: text, length: 2..20, label: 姓名, required: true, pattern: {matches: '\p{Han}+', message: 姓名应为汉字}}
          - {field: identity.id_type, type: code, codes: {list: id_type, only: ["01", "07"]}, label: 证件类型, required: true, default: "01"}
          - {field: identity.id_number, type: identity_number, by: identity.id_type, label: 证件号码, required: true, mask: number}
          - {field: person.children, type: integer, between: 0..20, label: 子女数}
          - {field: person.colour, type: code, codes: {choices: [{code: r, name: {zh: 红, en: red}}, {code: b, name: 蓝}]}, label: 颜色, required: {field: person.children, present: true}}
          - {field: person.region, type: region, levels: [city, county], label: 地区, required: true}
          - list: jobs
            label: 经历
            add: 添加
            rows: 1..3
            fields:
              - {field: from, type: date, label: 开始, required: true}
              - {field: to, type: date, label: 结束, not_after_today: false}
              - {field: unit, type: text, label: 单位, required: {field: jobs.to, after: 2020-01-01}}
    file_rules:
      any: {kinds: [png], bytes: {at_least: 1K}}
    slots:
      - {id: letter, label: 申请信, file: any, required: false, count: 0..2}
      - {id: proof, label: 经历证明, file: any, per_row: jobs, row_when: {field: jobs.to, present: true}}
    rules:
      - {id: job_order, order: [jobs.from, jobs.to], strict: true, target: jobs.to, message: 结束应晚于开始}
      - {id: red_only_alone, refuse: {all: [{field: person.colour, is: r}, {not: {field: person.children, is: "0"}}]}, target: person.colour, message: 红色只限无子女, severity: warning}
    routing:
      decided_by: applicant
      label: 财政局
      routes:
        - {when: {field: person.colour, is: b}, region: person.region, level: province}
        - {region: person.region, level: city}
    channels:
      - id: web
        name: 网站
        steps:
          - {id: a, title: 须知, parts: [{notice: notice}, {commitment: before}]}
          - {id: b, title: 填写, parts: [{section: person}, slots]}
          - {id: c, title: 报送, parts: [summary, {commitment: after}, submit, status]}
    settings:
      contacts: {title: 电话, by: city}
      summary: true
      drafts: none
      withdrawal: submitted
      returns: {resubmission: marked_items, text: 请改正, hints: {I01: 请对照证件修改}}
      notification:
        channel: page
        recipient: identity.name
        texts: {approved: "{number}通过", returned: "{number}退回：{reasons}", transferred: 已转, reopened: 重审}
      statuses:
        draft: {name: 草稿}
        submitted: {name: 已报}
        in_review: {name: 在审}
        approved: {name: 通过}
        returned: {name: 退回}
      review: {working_days: 3, lease_minutes: 10, reopen_days: 0, silent: 未说明}
      retention_months: 12
    """#
}
