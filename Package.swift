// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors where CI runs; a newer compiler's new warning must not stop a user's build.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let pure: [SwiftSetting] =
  strict + [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault")]
/// For targets that touch C: every unsafe expression carries the word.
let memorySafe: [SwiftSetting] = pure + [.strictMemorySafety()]

func library(_ name: String, package: String) -> Target.Dependency { .product(name: name, package: package) }

func system(_ name: String, pkgConfig: String, debian: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debian])])
}

let package = Package(
  name: "review-console",
  defaultLocalization: "zh",
  products: [
    .executable(name: "review-console", targets: ["ReviewConsole"]),
    .executable(name: "submission-server", targets: ["SubmissionServer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // C libraries: a header and a module map each.
    system("CLibPQ", pkgConfig: "libpq", debian: "libpq-dev"),
    system("CXLSXWriter", pkgConfig: "xlsxwriter", debian: "libxlsxwriter-dev"),
    system("CLibEdit", pkgConfig: "libedit", debian: "libedit-dev"),
    system("CTurboJPEG", pkgConfig: "libturbojpeg", debian: "libturbojpeg0-dev"),
    system("CLibPNG", pkgConfig: "libpng", debian: "libpng-dev"),
    system("CZLib", pkgConfig: "zlib", debian: "zlib1g-dev"),

    // Compresses a workbook's parts on all cores.
    .target(name: "CPacking", linkerSettings: [.linkedLibrary("z")]),

    // Rules, pure.
    .target(
      name: "Domain",
      dependencies: [library("Yams", package: "Yams")],
      resources: [.copy("Resources")], swiftSettings: pure),

    // Parts that know nothing of applications.
    .target(
      name: "Spreadsheet",
      dependencies: ["Domain", "CPacking", "CXLSXWriter", "CZLib", library("Crypto", package: "swift-crypto")],
      swiftSettings: memorySafe),
    .target(
      name: "ConnectionGuard",
      dependencies: [
        library("HummingbirdCore", package: "hummingbird"),
        library("Logging", package: "swift-log"),
        library("NIOCore", package: "swift-nio"),
        library("NIOHTTP1", package: "swift-nio"),
        library("NIOHTTPTypes", package: "swift-nio-extras"),
        library("NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
      ], swiftSettings: pure),
    .target(name: "Pictures", dependencies: ["CTurboJPEG", "CLibPNG", "CZLib"], swiftSettings: memorySafe),
    .target(name: "PostgreSQL", dependencies: ["CLibPQ"], swiftSettings: memorySafe),
    .target(
      name: "SQL", path: "sql", exclude: ["README.md"],
      resources: [.copy("tables"), .copy("functions"), .copy("doors"), .copy("takeover")], swiftSettings: pure),

    // The domain over PostgreSQL, and what is made of it.
    .target(name: "DomainSQL", dependencies: ["Domain", "PostgreSQL"], swiftSettings: pure),
    .target(
      name: "Store",
      dependencies: [
        "Domain", "DomainSQL", "Pictures", "PostgreSQL", "SQL",
        library("Crypto", package: "swift-crypto"),
        library("CryptoExtras", package: "swift-crypto"),
        library("Subprocess", package: "swift-subprocess"),
      ], swiftSettings: memorySafe),
    .target(
      name: "Demo", dependencies: ["Domain", "PostgreSQL", "Store"], resources: [.copy("Resources")],
      swiftSettings: pure),
    .target(
      name: "Reports", dependencies: ["Domain", "DomainSQL", "PostgreSQL", "Spreadsheet"], swiftSettings: memorySafe),

    .executableTarget(
      name: "ReviewConsole",
      dependencies: [
        "Demo", "Domain", "PostgreSQL", "Store", "Reports", "Spreadsheet", "CLibEdit",
        library("ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: memorySafe),

    .executableTarget(
      name: "SubmissionServer",
      dependencies: [
        "ConnectionGuard", "Domain", "Pictures", "PostgreSQL", "Store",
        library("ArgumentParser", package: "swift-argument-parser"),
        library("AsyncHTTPClient", package: "async-http-client"),
        library("Configuration", package: "swift-configuration"),
        library("Crypto", package: "swift-crypto"),
        library("CryptoExtras", package: "swift-crypto"),
        library("HTTPTypes", package: "swift-http-types"),
        library("Hummingbird", package: "hummingbird"),
        library("JWTKit", package: "jwt-kit"),
        library("Logging", package: "swift-log"),
        library("HummingbirdCore", package: "hummingbird"),
        library("NIOCore", package: "swift-nio"),
        library("NIOPosix", package: "swift-nio"),
        library("ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: pure),

    // scripts/bench; never shipped.
    .executableTarget(
      name: "Benchmark",
      dependencies: [
        "Demo", "Domain", "PostgreSQL", "Reports", "Spreadsheet", "Store", library("JWTKit", package: "jwt-kit"),
      ],
      path: "Benchmarks", exclude: ["Twins"],
      swiftSettings: pure),

    // Tests, and the database server that they share.
    .target(
      name: "TestSupport", dependencies: ["Domain", "Store", "PostgreSQL"], path: "Tests/Support", swiftSettings: pure),
    .testTarget(name: "DomainTests", dependencies: ["Domain", "TestSupport"], swiftSettings: pure),
    .testTarget(name: "DemoTests", dependencies: ["Demo", "Domain", "TestSupport"], swiftSettings: pure),
    .testTarget(
      name: "ConnectionGuardTests",
      dependencies: [
        "ConnectionGuard", "TestSupport",
        library("NIOCore", package: "swift-nio"),
        library("NIOEmbedded", package: "swift-nio"),
        library("NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: pure),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures", "CTurboJPEG", "TestSupport"], swiftSettings: pure),
    .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "Store", "TestSupport"], swiftSettings: pure),
    .testTarget(
      name: "StoreTests", dependencies: ["Domain", "Pictures", "SQL", "Store", "PostgreSQL", "TestSupport"],
      resources: [.copy("Resources")],
      swiftSettings: pure),
    .testTarget(
      name: "SpreadsheetTests", dependencies: ["CPacking", "Domain", "Spreadsheet", "TestSupport"], swiftSettings: pure),
    .testTarget(
      name: "ReportsTests", dependencies: ["Domain", "PostgreSQL", "Reports", "Spreadsheet", "Store", "TestSupport"],
      swiftSettings: pure),
    .testTarget(
      name: "SubmissionServerTests",
      dependencies: [
        "ConnectionGuard", "SubmissionServer", "TestSupport", "Store", "PostgreSQL", "Domain",
        library("AsyncHTTPClient", package: "async-http-client"),
        library("Configuration", package: "swift-configuration"),
        library("Crypto", package: "swift-crypto"),
        library("CryptoExtras", package: "swift-crypto"),
        library("HTTPTypes", package: "swift-http-types"),
        library("Logging", package: "swift-log"),
        library("NIOCore", package: "swift-nio"),
        library("NIOPosix", package: "swift-nio"),
        library("ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: pure),
    .testTarget(
      name: "ReviewConsoleTests", dependencies: ["ReviewConsole", "TestSupport", "Store", "PostgreSQL", "Domain"],
      swiftSettings: pure),
  ],
  swiftLanguageModes: [.v6]
)
