# Set-up of one checkout: sourced by ./course. Every stage leaves a stamp when it is done, so that a stopped set-up goes on where
# it was and a second start costs almost nothing. Works in bash 3.2 (macOS) too.

STATE=$ROOT/.course
VENV=$ROOT/.venv
INSTALL=yes
JDK='' PYTHON=''

# A path with other letters than ASCII cannot be opened by Java in a C locale.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *UTF-8*|*utf8*) ;;
  *) if [ "$(uname -s)" = Darwin ]; then export LC_ALL=en_US.UTF-8; else export LC_ALL=C.UTF-8; fi ;;
esac

fail() { # what happened, what to do next
  [ -z "${LOCKED:-}" ] || rm -rf "$STATE/lock"
  printf '\n%s\n' "$1" >&2
  [ $# -lt 2 ] || printf 'hint: %s\n' "$2" >&2
  exit 1
}

stopped() {
  trap - INT TERM
  [ -z "${CHILD:-}" ] || kill "$CHILD" 2>/dev/null || true
  [ -z "${LOCKED:-}" ] || rm -rf "$STATE/lock"
  printf '\nStopped. Nothing is half-made: the same command goes on where this one was.\n' >&2
  exit 130
}

step() { # title, command...: runs it with a sign of life, keeps its output, shows the end of it when it fails
  local title=$1 log start=$SECONDS; shift
  mkdir -p "$STATE/logs"
  log=$STATE/logs/$(printf '%s' "$title" | tr -c 'a-zA-Z0-9\n' '-').log
  "$@" >"$log" 2>&1 &
  CHILD=$!
  local said=$SECONDS
  while kill -0 "$CHILD" 2>/dev/null; do
    sleep 0.2
    if [ -t 1 ]; then
      printf '\r  %-42s %4d s …' "$title" $((SECONDS - start))
    elif [ $((SECONDS - said)) -ge 20 ]; then
      said=$SECONDS; printf '  %-42s %4d s …\n' "$title" $((SECONDS - start))
    fi
  done
  if wait "$CHILD"; then
    CHILD=''
    [ -t 1 ] && printf '\r'
    printf '  %-42s %4d s  \n' "$title" $((SECONDS - start))
    return 0
  fi
  CHILD=''
  printf '\n' >&2
  tail -n 15 "$log" >&2
  if grep -qiE 'no space left' "$log"; then
    fail "The disk is full: \"$title\" could not be finished." "free about 2 GB and run the same command again; it goes on here."
  elif grep -qiE 'unknown host|name or service not known|network is unreachable|temporary failure in name|connection (refused|timed out)|could not transfer|newconnectionerror|name resolution' "$log"; then
    fail "\"$title\" needs the network, and it could not be reached." "connect and run the same command again; what is already there is kept."
  fi
  fail "\"$title\" failed; the whole log is in $log" "mend what it says and run the same command again; what is done is kept."
}

java_major() { sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release" 2>/dev/null; }

jdk_candidates() {
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  local on_path
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || (cd "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")/.." && pwd -P)
  local dir
  for dir in ${COURSE_JDK_ROOTS-/usr/lib/jvm /opt/java /Library/Java/JavaVirtualMachines "$HOME/.sdkman/candidates/java" "$HOME/.jdks"}; do
    ls -d "$dir"/*/ "$dir"/*/Contents/Home 2>/dev/null || true
  done
}

find_jdk() { # the newest JDK (compiler and jshell included) of 17 or later
  local home major best=0
  JDK=''
  while IFS= read -r home; do
    home=${home%/}
    [ -x "$home/bin/javac" ] && [ -x "$home/bin/jshell" ] || continue
    major=$(java_major "$home")
    if [ "${major:-0}" -ge 17 ] && [ "$major" -gt "$best" ]; then best=$major; JDK=$home; fi
  done < <(jdk_candidates)
  [ -n "$JDK" ]
}

find_python() {
  local name
  PYTHON=''
  for name in python3 python3.13 python3.12 python3.11 python3.14; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      PYTHON=$name; return 0
    fi
  done
  return 1
}

venv_module() { "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }

missing() { # what is missing, as Debian packages; one reason a line on stderr
  local packages=''
  find_jdk || { echo "  no JDK 17 or later with javac and jshell was found" >&2; packages="$packages default-jdk-headless"; }
  command -v mvn >/dev/null || { echo "  no Maven (mvn) was found" >&2; packages="$packages maven"; }
  if ! find_python; then
    echo "  no Python 3.11 or later was found" >&2; packages="$packages python3 python3-venv"
  elif ! venv_module; then
    echo "  $PYTHON has no venv module" >&2; packages="$packages python3-venv"
  fi
  if [ "$(uname -s)" = Linux ] && ! { command -v fc-list >/dev/null && fc-list 2>/dev/null | grep -q .; }; then
    echo "  no font was found (charts need one for their PNG form)" >&2; packages="$packages fontconfig fonts-dejavu-core"
  fi
  echo "$packages"
}

tools() {
  local packages
  packages=$(missing 2>"$STATE/missing")
  if [ -n "$packages" ]; then
    echo "Missing on this machine:"; cat "$STATE/missing"
    local command="apt-get update && apt-get install -y --no-install-recommends$packages"
    if [ "$INSTALL" = no ]; then
      fail "Nothing was installed (--no-install)." "as root: $command"
    elif ! command -v apt-get >/dev/null; then
      fail "They cannot be installed from here." "install JDK 17+, Maven 3.6.3+ and Python 3.11+ (macOS: brew install openjdk maven python), then run the same command again."
    elif [ "$(id -u)" != 0 ]; then
      fail "Installing them needs root." "sudo sh -c '$command'"
    fi
    step "installing$packages" sh -c "export DEBIAN_FRONTEND=noninteractive; $command"
  fi
  find_jdk && find_python && venv_module || fail "The tools are still not complete after installing." "say ./course doctor for what is missing."
}

digest() { find "$@" -type f ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum; }

stage() { # name, what it depends on, title, command...
  local name=$1 key=$2; shift 2
  [ "$(cat "$STATE/stamps/$name" 2>/dev/null)" = "$key" ] && return 0
  rm -f "$STATE/stamps/$name"
  step "$@"
  mkdir -p "$STATE/stamps"
  printf '%s\n' "$key" >"$STATE/stamps/$name.part" && mv "$STATE/stamps/$name.part" "$STATE/stamps/$name"
}

make_venv() {
  [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c 'import pip' || { rm -rf "$VENV"; "$PYTHON" -m venv "$VENV"; }
  "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input --require-hashes --no-deps -r "$ROOT/kernel/requirements.txt"
}

build_java() {
  (cd "$ROOT" && JAVA_HOME=$JDK mvn -B -ntp -U -Dcourse.fast -DskipTests package)
  mkdir -p "$STATE/lib"
  local jar=$STATE/lib/labs-lib.jar
  # A new file, not the old one overwritten: kernels that run keep the jar they opened.
  cmp -s "$ROOT/labs-lib/target/labs-lib-0.1.0.jar" "$jar" || { cp "$ROOT/labs-lib/target/labs-lib-0.1.0.jar" "$jar.part" && mv "$jar.part" "$jar"; }
  printf '%s:%s\n' "$jar" "$(cat "$ROOT/labs-lib/target/kernel.classpath")" >"$STATE/lib/kernel.classpath"
}

lock() {
  mkdir -p "$STATE"
  local owner
  while ! mkdir "$STATE/lock" 2>/dev/null; do
    owner=$(cat "$STATE/lock/pid" 2>/dev/null || echo)
    if [ -z "$owner" ] || ! kill -0 "$owner" 2>/dev/null; then rm -rf "$STATE/lock"; continue; fi
    [ -n "${waited:-}" ] || echo "Another ./course (process $owner) is setting up this checkout; waiting for it."
    waited=yes; sleep 1
  done
  echo $$ >"$STATE/lock/pid"
  LOCKED=yes
}

set_up() {
  [ -w "$ROOT" ] && mkdir -p "$STATE" 2>/dev/null || fail "This checkout is read-only: $ROOT" "copy it to a folder you can write to and run ./course there; it keeps .venv, .course and work beside the code."
  case $ROOT in *:*) fail "The path of this checkout holds a colon, which Java's class path cannot: $ROOT" "rename the folder." ;; esac
  trap stopped INT TERM
  if [ ! -f "$STATE/stamps/kernel" ]; then
    local free; free=$(df -Pk "$ROOT" | awk 'NR==2 {print int($4 / 1024)}')
    [ "$free" -ge "${COURSE_NEEDS_MB:-1500}" ] || fail "Only $free MB are free on the disk of $ROOT; the first set-up needs about ${COURSE_NEEDS_MB:-1500} MB." "free some space and run the same command again; nothing was changed."
  fi
  lock
  tools
  stage venv "$ROOT $("$PYTHON" --version 2>&1) $(cksum <"$ROOT/kernel/requirements.txt")" "Python environment (.venv)" make_venv
  stage java "$ROOT $JDK $(digest "$ROOT/pom.xml" "$ROOT"/*/pom.xml "$ROOT/labs-lib/src/main" "$ROOT/grading/src/main" "$ROOT/datasets")" "Java library and commands" build_java
  stage kernel "$(cksum <"$JDK/release") $JDK $(cat "$STATE/stamps/venv") $(cksum <"$STATE/lib/labs-lib.jar") $(digest "$ROOT/kernel/kernelspec.py" "$ROOT/kernel/warmup.jsh") $(cat "$STATE/lib/kernel.classpath")" \
    "Java kernel and its class-data archive" "$VENV/bin/python" "$ROOT/kernel/kernelspec.py" "$JDK" "$STATE/lib/kernel.classpath"
  rm -rf "$STATE/lock"
  LOCKED=''
}

doctor() {
  line() { printf '  %-12s %s\n' "$1" "$2"; }
  if find_jdk; then line JDK "$(java_major "$JDK") in $JDK"; else line JDK "missing: install JDK 17 or later (Debian: default-jdk-headless)"; fi
  line Maven "$(command -v mvn >/dev/null && mvn --version 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | head -n 1 || echo 'missing (Debian: maven)')"
  if find_python; then line Python "$("$PYTHON" --version 2>&1)$(venv_module || echo ', without venv (Debian: python3-venv)')"; else line Python "missing: 3.11 or later"; fi
  line kernel "$([ -f "$STATE/stamps/kernel" ] && echo "installed in .venv" || echo 'not yet: ./course lab installs it')"
  line memory "$(awk '/MemTotal/ {t=$2} /MemAvailable/ {a=$2} END {printf "%.1f of %.1f GB free", a/1048576, t/1048576}' /proc/meminfo 2>/dev/null || sysctl -n hw.memsize)"
  line disk "$(df -Pk "$ROOT" | awk 'NR==2 {printf "%.1f GB free", $4/1048576}')"
  line containers "$(docker info >/dev/null 2>&1 && echo 'an engine answers' || echo 'no engine (optional)')"
  case "$(uname -s)-$(uname -m)" in Darwin-x86_64) line engine "no PyTorch natives exist for Intel Macs: notebooks that train do not run here" ;; esac
  if [ -f "$STATE/lib/kernel.classpath" ] && [ -n "$JDK" ]; then
    printf 'System.out.println(io.mlopslabs.engine.Engines.report().text());\n/exit\n' >"$STATE/report.jsh"
    "$JDK/bin/jshell" -R-Dai.djl.offline=true --class-path "$(cat "$STATE/lib/kernel.classpath")" -s "$STATE/report.jsh" 2>/dev/null | sed 's/^/  /' || true
  fi
}
