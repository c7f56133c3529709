@main
struct ReviewConsole {
  static func main() async {}
}
