import Domain

/// The contract of the endpoint (OpenAPI 3.1), made from the table of routes and the profiles: what is not there does not exist, and
/// what is there cannot drift from what the router does.
struct OpenAPIDocument: Sendable {
  let table: RouteTable
  let profiles: [Profile]

  var json: JSONValue {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "会计人员信息采集 · 申报人提交端点 Submission endpoint", "version": "1",
        "description": .string(
          "先读须知，再开始申报、填写、上传材料、提交，然后查询状态。拒绝的请求都以 RFC 9457 问题文档说明原因和下一步。 "
            + "Read the notice, start, fill in, attach, submit, then follow the status. Every refusal is an RFC 9457 "
            + "problem document; GET /problems lists the codes. Texts follow Accept-Language: zh unless en is preferred."
        ),
      ],
      "servers": [["url": "/"]],
      "tags": [
        ["name": "form", "description": "表单与公开资料 What a form needs; no login"],
        ["name": "accounts", "description": "本地账号 Local accounts"],
        ["name": "application", "description": "本人的申报 One's own application"],
        ["name": "operation", "description": "运行 For whoever runs the server"],
      ],
      "paths": paths,
      "components": [
        "securitySchemes": ["bearer": bearer], "schemas": .object(schemas),
      ],
    ]
  }

  private var bearer: JSONValue {
    [
      "type": "http", "scheme": "bearer",
      "description":
        "省政务服务网签发的 JWT，或本地账号登录得到的会话令牌。 A JWT of the provincial service network, or the token of a local session.",
    ]
  }

  private var paths: JSONValue {
    var paths: [String: JSONValue] = [:]
    for route in table.routes {
      var item = paths[route.path]?.object ?? [:]
      item[route.method.rawValue.lowercased()] = OpenAPIOperation(route: route, profiles: profiles).json
      paths[route.path] = .object(item)
    }
    return .object(paths)
  }

  private var schemas: [String: JSONValue] {
    var schemas: [String: JSONValue] = ["Problem": OpenAPIProblems.schema]
    var names: [JSONValue] = []
    for province in profiles.provinces {
      guard let profile = profiles.last(where: { $0.province == province }) else { continue }
      let name = "Answers" + province.prefix(1).uppercased() + province.dropFirst()
      schemas[name] = AnswersSchema(profile).json
      names.append(["$ref": .string("#/components/schemas/\(name)")])
    }
    // The path says which one it is.
    schemas["Answers"] = ["anyOf": .array(names)]
    return schemas
  }
}

extension [Profile] {
  /// The provinces, in alphabetical order.
  var provinces: [String] { Set(map(\.province)).sorted() }
}
