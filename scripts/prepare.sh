# Sourced by the commands beside it: installs what is missing and builds. Talks on stderr, and only when there is something to do.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
stop() {
  say "$*"
  exit 1
}

# need_packages NAME…: Debian packages, installed only where they are missing.
need_packages() {
  command -v dpkg-query >/dev/null || stop "此脚本需要 Debian 系统（找不到 dpkg-query）。请自行安装：$*  |  Not a Debian system; install by hand: $*"
  local name missing=()
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      stop "缺少系统软件包：${missing[*]}。您不是 root，也没有 sudo；请管理员执行：apt-get install ${missing[*]}  |  Missing packages, neither root nor sudo."
    elif sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    elif [ -t 0 ]; then
      as_root=(sudo)
    else
      stop "缺少系统软件包：${missing[*]}。sudo 需要密码而这里没有终端；请先执行：sudo apt-get install ${missing[*]}  |  Missing packages; sudo wants a password and there is no terminal."
    fi
  fi
  say "安装系统软件包 Installing: ${missing[*]}"
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" ||
    { "${as_root[@]}" apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"; }; } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    stop "软件包没有装上，原因见上。  |  apt-get failed, see above."
  fi
  rm -f "$log"
}

# What the programs link and run with.
run_packages=(pkg-config libpq-dev libxlsxwriter-dev libedit-dev libturbojpeg0-dev libpng-dev zlib1g-dev postgresql)

need_swift() {
  command -v swift >/dev/null || stop "找不到 Swift。请安装 Swift 6.2 或更新版本（swift.org/install/linux），并放进 PATH。  |  Swift 6.2 or newer is needed."
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case $version in
    '' | [0-5].* | 6.[01]) stop "Swift ${version:-?} 太旧，需要 6.2 或更新版本。  |  Swift 6.2 or newer is needed." ;;
  esac
}

# build_release PRODUCT: builds when a source is newer than the last build; prints the program's path.
build_release() {
  local product=$1 stamp="$root/.build/$1.built" log
  if [ ! -e "$stamp" ] || [ -n "$(find "$root/Package.swift" "$root/Sources" "$root/Benchmarks" "$root/sql" -newer "$stamp" -print -quit)" ]; then
    need_swift
    mkdir -p "$root/.build"
    local begun
    begun=$(mktemp "$root/.build/begun.XXXXXX")
    log="$root/.build/$product.log"
    say "编译 $product（第一次约需 5 至 10 分钟） Building; the first time takes 5 to 10 minutes …"
    if ! swift build --package-path "$root" -c release --static-swift-stdlib -Xlinker -s --product "$product" >"$log" 2>&1 </dev/null; then
      rm -f "$begun"
      grep -E 'error:|fatal' "$log" >&2 || tail -n 20 "$log" >&2
      stop "没有编译成功，完整记录在 $log。  |  The build failed; all of it is in that file."
    fi
    mv "$begun" "$stamp" # as old as the start of the build: what changed meanwhile is built next time
  fi
  printf '%s\n' "$root/.build/release/$product"
}
