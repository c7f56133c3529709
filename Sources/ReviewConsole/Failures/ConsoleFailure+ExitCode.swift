extension ConsoleFailure {
  /// The one place where a failure becomes an exit code.
  var exitCode: ExitCode {
    switch self {
    case .unclosedQuote, .unknownCommand, .optionBeforeCommand, .unknownOption, .flagWithValue, .missingValue,
      .missingArgument, .badValue, .givenTwice, .unexpectedWord, .contradiction, .unknownSetting, .badPassword,
      .badReference:
      .usage
    case .noConnection: .noConnection
    case .refused(let refusal):
      refusal.word == .notPermitted ? .notPermitted : refusal.word == .mistypedNumber ? .usage : .failed
    case .notStaff, .notForRole: .notPermitted
    case .database(let code, _): code == "42501" ? .notPermitted : .failed
    case .script: .scriptStopped
    case .noList, .rowOutsideList, .ambiguousNumber, .notInList, .notSeen, .notOnForm, .declined,
      .confirmationImpossible,
      .cancelled, .cancelledFile, .file,
      .profile, .report,
      .unavailable, .unexpected:
      .failed
    }
  }

  /// A stable word for programs and for looking it up in the manual.
  var code: String {
    switch self {
    case .unclosedQuote: "unclosed_quote"
    case .unknownCommand: "unknown_command"
    case .optionBeforeCommand, .unknownOption: "unknown_option"
    case .flagWithValue: "flag_with_value"
    case .missingValue: "missing_value"
    case .missingArgument: "missing_argument"
    case .badValue: "bad_value"
    case .givenTwice: "given_twice"
    case .unexpectedWord: "unexpected_word"
    case .contradiction: "contradiction"
    case .badPassword: "bad_password"
    case .unknownSetting: "unknown_setting"
    case .noList: "no_list"
    case .rowOutsideList: "row_outside_list"
    case .badReference: "bad_number"
    case .ambiguousNumber: "ambiguous_number"
    case .notInList: "not_found"
    case .notSeen: "not_seen"
    case .notOnForm: "not_on_form"
    case .declined: "declined"
    case .confirmationImpossible: "confirmation_needed"
    case .cancelled, .cancelledFile: "cancelled"
    case .file(_, let problem): problem.code
    case .refused(let refusal): refusal.word.rawValue
    case .notStaff: "not_staff"
    case .notForRole: "not_permitted"
    case .profile: "bad_profile"
    case .report: "report_failed"
    case .noConnection(let problem): problem.code
    case .database(let code, _): code == "42501" ? "not_permitted" : "database_error"
    case .unavailable: "unavailable"
    case .script(_, _, let inner): inner.code
    case .unexpected: "unexpected"
    }
  }
}

extension FileProblem {
  fileprivate var code: String {
    switch self {
    case .missing: "file_missing"
    case .isDirectory: "is_directory"
    case .notReadable: "file_not_readable"
    case .notWritable: "file_not_writable"
    case .exists: "file_exists"
    case .folderMissing, .noFolder: "folder_missing"
    case .noSpace: "no_space"
    case .isFile: "is_file"
    case .nameInvalid: "bad_file_name"
    case .nameTooLong: "file_name_too_long"
    case .notRegular: "not_a_plain_file"
    case .writeProtected: "file_write_protected"
    case .tooLarge: "file_too_large"
    case .other: "file_error"
    }
  }
}

extension ConnectionProblem {
  fileprivate var code: String {
    switch self {
    case .cannotConnect: "cannot_connect"
    case .wrongPassword: "wrong_password"
    case .notAdmitted: "not_admitted"
    case .lost: "connection_lost"
    case .badAddress: "bad_database_address"
    case .cluster: "cluster_failed"
    case .schema: "schema_missing"
    }
  }
}
