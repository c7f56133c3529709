import Domain
import Store

/// Everything that can go wrong, as data. Its words for people are in `ConsoleFailure+Text`, its exit code in
/// `ConsoleFailure+ExitCode`, and nowhere else.
enum ConsoleFailure: Error, Sendable {
  // How it was written.
  case unclosedQuote(Character)
  case unknownCommand([String], nearest: [String])
  case optionBeforeCommand(String)
  case unknownOption(String, command: CommandSpec, nearest: [String])
  case flagWithValue(ParameterSpec, command: CommandSpec)
  case missingValue(ParameterSpec, command: CommandSpec)
  /// The command is nil where only the parameter is known.
  case missingArgument(ParameterSpec, command: CommandSpec?)
  case badValue(ParameterSpec, typed: String, expected: Text)
  case givenTwice(ParameterSpec, command: CommandSpec)
  case unexpectedWord(String, command: CommandSpec)
  /// Values that are right one by one and wrong together; the texts say how.
  case contradiction(Text, hint: Text)
  case badPassword(PasswordRule)
  case unknownSetting(String, nearest: [String])

  // Which application was meant.
  case noList
  case rowOutsideList(Int, rows: Int)
  case badReference(String, expected: Text)
  case ambiguousNumber(String, candidates: [String])
  case notInList(String)
  /// A decision without the revision having been shown or named.
  case notSeen(String)
  /// A return points at what the applicant's answers leave no place for; what there is instead, by id.
  case notOnForm(Text, instead: [(id: String, label: Text)])

  // The person's own decision, or nobody there to decide.
  case declined
  case confirmationImpossible(Text)
  case cancelled
  /// Of work that writes files.
  case cancelledFile

  /// A province's profile has faults; each is a finding with its line.
  case profile(ProfileFailure)

  /// A report cannot be made; the report says why and what to do.
  case report(Text)

  // Files.
  case file(path: String, problem: FileProblem)

  // The database.
  case refused(Refusal)
  case noConnection(ConnectionProblem)
  case database(code: String?, message: String)
  /// The login is no active member of staff of this database.
  case notStaff(user: String?)
  case notForRole(Actor, CommandSpec)

  /// A command that is known but cannot work here, and why.
  case unavailable(Text, hint: Text)
  /// A line of a script failed; the script stopped there.
  indirect case script(name: String, line: Int, ConsoleFailure)
  /// What nobody foresaw; `debug` is shown with --debug only.
  case unexpected(debug: String)
}

/// What a file would not do.
enum FileProblem: Sendable, Hashable {
  case missing
  case isDirectory
  case notReadable
  case notWritable
  case exists
  case folderMissing
  case noSpace
  /// The path is of the folder.
  case noFolder
  /// A folder was meant.
  case isFile
  /// Control characters.
  case nameInvalid
  case nameTooLong
  /// A device, a pipe, a link.
  case notRegular
  /// There already, and made read-only by somebody.
  case writeProtected
  /// The system's limit for one file.
  case tooLarge
  case other(errno: Int32)
}

/// Why the database cannot be talked to.
enum ConnectionProblem: Sendable, Hashable {
  case cannotConnect
  case wrongPassword(user: String?)
  /// The server refuses the account or the way of connecting, whatever the password.
  case notAdmitted
  case lost
  case badAddress
  /// Nothing answers; the private cluster could not be started, for this reason.
  case cluster(Text)
  /// A connection is there, but the schema is not, or not of this version.
  case schema(Text, next: Text? = nil)
}

/// A failure in words: what happened and why, and what to do next.
struct Explanation: Sendable {
  let message: Text
  /// Nil when there is nothing sensible to advise.
  let next: Text?

  init(_ zh: String, _ en: String, next: Text? = nil) {
    message = Text(zh: zh, en: en)
    self.next = next
  }
}
