# SPDX-License-Identifier: Apache-2.0
# Set-up of one checkout: sourced by ./course. Every stage leaves a stamp when it is done, so that a stopped set-up goes on where
# it was and a second start costs almost nothing. Works in bash 3.2 (macOS) too.

STATE=$ROOT/.course
VENV=$ROOT/.venv
INSTALL=yes
JDK='' OLD_JDK='' PYTHON='' CHILD='' DOING='' LOCKED='' LOG=''

# A path with other letters than ASCII cannot be opened by Java in a C locale.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *UTF-8*|*utf-8*|*utf8*) ;;
  *) if [ "$(uname -s)" = Darwin ]; then export LC_ALL=en_US.UTF-8; else export LC_ALL=C.UTF-8; fi ;;
esac

fail() { # what happened, what to do next
  printf '\n%s\nhint: %s\n' "$1" "$2" >&2
  exit 1
}

stopped() {
  trap '' INT TERM HUP
  if [ -n "$CHILD" ]; then
    kill -TERM -- "-$CHILD" 2>/dev/null || true
    local deadline=$((SECONDS + 10))
    while kill -0 -- "-$CHILD" 2>/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.1; done
    kill -KILL -- "-$CHILD" 2>/dev/null || true
  fi
  printf '\nStopped%s. Nothing is half-made: the same command goes on where this one was.\n' "${DOING:+ during \"$DOING\"}" >&2
  exit 130
}

free_mb() { df -Pk "$1" | awk 'NR == 2 {print int($4 / 1024)}'; }

step() { # title, command...: runs it with a sign of life, keeps its output, shows the end of it when it fails; 1 if that has $UNLESS_LOGGED
  local title=$1 start=$SECONDS; shift
  mkdir -p "$STATE/logs"
  LOG=$STATE/logs/$(printf '%s' "$title" | tr -c 'a-zA-Z0-9' '-').log
  DOING=$title
  set -m # a process group of its own: Ctrl-C ends the command and all that it started
  "$@" >"$LOG" 2>&1 </dev/null & CHILD=$!
  set +m
  local said=$SECONDS
  while kill -0 "$CHILD" 2>/dev/null; do
    sleep 0.1
    if [ -t 1 ]; then
      printf '\r  %-42s %4d s …' "$title" $((SECONDS - start))
    elif [ $((SECONDS - said)) -ge 20 ]; then
      said=$SECONDS; printf '  %-42s %4d s …\n' "$title" $((SECONDS - start))
    fi
  done
  if wait "$CHILD"; then
    CHILD='' DOING=''
    [ -t 1 ] && printf '\r'
    printf '  %-42s %4d s  \n' "$title" $((SECONDS - start))
    return 0
  fi
  CHILD='' DOING=''
  [ -z "${UNLESS_LOGGED:-}" ] || ! grep -q "$UNLESS_LOGGED" "$LOG" || return 1
  if [ "$(free_mb "$ROOT")" -lt 20 ] || grep -qi 'no space left' "$LOG"; then
    fail "The disk is full: \"$title\" could not be finished." "free about 1.5 GB and run the same command again; what is done is kept."
  elif grep -qiE 'unknown host|name or service not known|network is unreachable|temporary failure|could not resolve|connection (refused|timed out)|could not transfer|from versions: none' "$LOG"; then
    fail "\"$title\" needs the network, and it could not be reached." "connect and run the same command again; what is done is kept. The log: $LOG"
  fi
  printf '\n' >&2
  tail -n 15 "$LOG" >&2
  fail "\"$title\" failed; the whole log is in $LOG" "mend what it says and run the same command again; what is done is kept."
}

java_major() { sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release" 2>/dev/null; }

jdk_candidates() {
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  local on_path dir
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || (cd "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")/.." && pwd -P)
  for dir in ${COURSE_JDK_ROOTS-/usr/lib/jvm /opt/java /Library/Java/JavaVirtualMachines /opt/homebrew/opt/openjdk/libexec "$HOME/.sdkman/candidates/java" "$HOME/.jdks"}; do
    ls -d "$dir"/*/ "$dir"/*/Contents/Home 2>/dev/null || true
  done
}

find_jdk() { # the newest JDK (compiler and jshell included) of 17 or later
  local home major best=0
  JDK='' OLD_JDK=''
  while IFS= read -r home; do
    home=${home%/}
    [ -x "$home/bin/javac" ] || continue
    major=$(java_major "$home")
    if [ "${major:-0}" -lt 17 ]; then
      OLD_JDK=${major:+"$home, Java $major"}
    elif [ -x "$home/bin/jshell" ] && [ "$major" -gt "$best" ]; then
      best=$major JDK=$home
    fi
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

lacks() { WHY="$WHY  $1
"; PACKAGES="$PACKAGES $2"; }

look_for_tools() { # sets JDK and PYTHON, or WHY (a reason a line) and PACKAGES (Debian's names)
  WHY='' PACKAGES=''
  find_jdk || lacks "no JDK 17 or later with javac and jshell was found${OLD_JDK:+ (too old: $OLD_JDK)}" default-jdk-headless
  command -v mvn >/dev/null || lacks "no Maven (mvn) was found" maven
  if ! find_python; then
    lacks "no Python 3.11 or later was found" "python3 python3-venv"
  elif ! venv_module; then
    lacks "$PYTHON has no venv module" python3-venv
  fi
  if [ "$(uname -s)" = Linux ] && ! { command -v fc-list >/dev/null && fc-list 2>/dev/null | grep -q .; }; then
    lacks "no font was found (charts need one for their PNG form)" "fontconfig fonts-dejavu-core"
  fi
  [ -z "$WHY" ]
}

tools() { # says what is missing before anything is touched; installs it where that is possible
  look_for_tools && return 0
  local command="apt-get update && apt-get install -y --no-install-recommends$PACKAGES"
  printf 'Missing on this machine:\n%s' "$WHY"
  if ! command -v apt-get >/dev/null; then
    fail "They cannot be installed from here." "install JDK 17+, Maven 3.6.3+ and Python 3.11+ (macOS: brew install openjdk maven python), then run the same command again."
  elif [ "$INSTALL" = no ]; then
    fail "Nothing was installed (--no-install)." "as root: $command"
  elif [ "$(id -u)" != 0 ]; then
    fail "Installing them needs root." "sudo sh -c '$command'"
  fi
  lock
  step "installing$PACKAGES" sh -c "export DEBIAN_FRONTEND=noninteractive; dpkg --configure -a; $command" # the first mends a stopped apt
  look_for_tools || fail "Still missing after installing:
${WHY%?}" "install it in another way, then run the same command again; ./course doctor says what is there."
}

digest() { find "$@" -type f ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum; }

stage() { # name, what it depends on, title, command...
  local name=$1 key=$2; shift 2
  [ "$(cat "$STATE/stamps/$name" 2>/dev/null)" = "$key" ] && "have_$name" && return 0
  rm -f "$STATE/stamps/$name"
  step "$@"
  mkdir -p "$STATE/stamps"
  printf '%s\n' "$key" >"$STATE/stamps/$name.part" && mv "$STATE/stamps/$name.part" "$STATE/stamps/$name"
}

have_venv() { [ -x "$VENV/bin/python" ] && [ -f "$VENV/complete" ]; }

make_venv() { # an interrupted pip can leave a package that only looks installed: start such a .venv anew
  have_venv && "$VENV/bin/python" -c 'import pip' || { rm -rf "$VENV"; "$PYTHON" -m venv "$VENV"; }
  rm -f "$VENV/complete"
  "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes --no-deps -r "$ROOT/kernel/requirements.txt"
  touch "$VENV/complete"
}

have_java() { # also false when somebody has cleaned Maven's repository
  local IFS=: jar
  for jar in $(cat "$STATE/lib/kernel.classpath" "$STATE/lib/command.classpath" 2>/dev/null | tr '\n' ':'); do [ -f "$jar" ] || return 1; done
}

publish() { # module, class path file: its jar as a new file, for what runs keeps the old one open, and its class path
  local jar=$STATE/lib/$1.jar built=$ROOT/$1/target/$1-0.1.0.jar
  cmp -s "$built" "$jar" || { cp "$built" "$jar.part" && mv "$jar.part" "$jar"; }
  printf '%s:%s\n' "$jar" "$(cat "$ROOT/$1/target/$2")" >"$STATE/lib/$2"
}

build_java() {
  local short="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" # a short run: without the second compiler it takes half the time
  (cd "$ROOT" && JAVA_HOME=$JDK MAVEN_OPTS="$short ${MAVEN_OPTS:-}" mvn -B -ntp -U -Dcourse.fast -DskipTests package)
  mkdir -p "$STATE/lib"
  publish labs-lib kernel.classpath
  publish grading command.classpath
}

have_kernel() { [ -f "$VENV/share/jupyter/kernels/java/kernel.json" ]; }

unlock() { [ -z "$LOCKED" ] || rm -f "$STATE/lock"; LOCKED=''; }

lives() { # process id of a ./course; after a restart of the machine its number may be another program's
  kill -0 "$1" 2>/dev/null && { tr '\0' ' ' <"/proc/$1/cmdline" || ps -o args= -p "$1"; } 2>/dev/null | grep -q course
}

lock() { # a symbolic link to the owner's process id: made in one act, content and all
  [ -z "$LOCKED" ] || return 0
  mkdir -p "$STATE"
  local owner waited=''
  while ! ln -s $$ "$STATE/lock" 2>/dev/null; do
    owner=$(readlink "$STATE/lock" || true)
    if [ -n "$owner" ] && ! lives "$owner"; then # of two that see this, one moves the link; what it did not mean to take it puts back
      mv "$STATE/lock" "$STATE/lock.$$" 2>/dev/null && [ "$(readlink "$STATE/lock.$$")" != "$owner" ] && mv "$STATE/lock.$$" "$STATE/lock"
      rm -f "$STATE/lock.$$"
    else
      [ -n "$waited" ] || echo "Another ./course (process $owner) is setting up this checkout; waiting for it."
      waited=yes; sleep 0.2
    fi
  done
  LOCKED=yes
}

set_up() { # leaves the lock to the caller, for what else only one process may do at a time
  case $ROOT in *:*) fail "The path of this checkout holds a colon, which splits a Java class path: $ROOT" "rename the folder and run ./course there." ;; esac
  trap stopped INT TERM HUP
  trap unlock EXIT
  [ "$INSTALL" = yes ] || tools
  [ -w "$ROOT" ] && mkdir -p "$STATE" 2>/dev/null || fail "This checkout is read-only: $ROOT" "copy it to a folder you can write to and run ./course there; it keeps .venv, .course and work beside the code."
  if [ ! -f "$STATE/stamps/kernel" ]; then
    local need=${COURSE_NEEDS_MB:-1500} free dir
    for dir in "$ROOT" "$HOME"; do # .venv in the one; Maven's jars and the unpacked natives in the other
      free=$(free_mb "$dir")
      [ "$free" -ge "$need" ] || fail "Only $free MB are free on the disk of $dir; the first set-up needs about $need MB." "free some space and run the same command again."
    done
  fi
  tools
  lock
  stage venv "$("$PYTHON" --version 2>&1) $(cksum <"$ROOT/kernel/requirements.txt")" "Python environment (.venv)" make_venv
  stage java "$ROOT $JDK $(digest "$ROOT/pom.xml" "$ROOT"/*/pom.xml "$ROOT/labs-lib/src/main" "$ROOT/grading/src/main" "$ROOT/datasets")" "Java library and commands" build_java
  stage kernel "$ROOT $(cksum <"$JDK/release") $JDK $(cat "$STATE/stamps/venv") $(cksum <"$STATE/lib/labs-lib.jar") $(digest "$ROOT/kernel/kernelspec.py" "$ROOT/kernel/warmup.jsh") $(cat "$STATE/lib/kernel.classpath")" \
    "Java kernel and its class-data archive" "$VENV/bin/python" "$ROOT/kernel/kernelspec.py" "$JDK" "$STATE/lib/kernel.classpath"
}

have_site() { [ -f "$STATE/site/complete" ]; }

make_site() { # what the site is built with, apart from .venv: learners need none of it
  rm -rf "$STATE/site"
  "$PYTHON" -m venv "$STATE/site"
  "$STATE/site/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes --no-deps "$@"
  touch "$STATE/site/complete"
}

site_tools() { # "with a browser" adds what drives one; what is there with more serves for less
  local site=$ROOT/site/requirements.txt browser=$ROOT/site/tests/requirements.txt key
  key="$("$PYTHON" --version 2>&1) $(cksum <"$site")"
  if [ "${1:-}" = with ] || [ -f "$STATE/stamps/browser" ]; then
    stage browser "$key $(cksum <"$browser")" "Python environment of the site, browser" make_site -r "$site" -r "$browser"
    rm -f "$STATE/stamps/site"
  else
    stage site "$key" "Python environment of the site" make_site -r "$site"
  fi
}
have_browser() { have_site; }

chromium_there() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

browser_tools() { # the driver, and a browser where this machine lets us install one; whoever finds none skips what needs it and says so
  site_tools with
  if ! chromium_there && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo '  installing chromium'
    mkdir -p "$STATE/logs"
    sh -c 'export DEBIAN_FRONTEND=noninteractive; apt-get update && apt-get install -y --no-install-recommends chromium' >"$STATE/logs/chromium.log" 2>&1 </dev/null ||
      echo "  chromium could not be installed; what needs a browser is skipped. The log: $STATE/logs/chromium.log"
  fi
}

engine_answers() { command -v docker >/dev/null && docker version >/dev/null 2>&1; }

containers() { # sees to the sandbox image and exports how Java finds it and the engine; 1 where no engine answers
  engine_answers || return 1
  COURSE_SANDBOX_IMAGE=$("$ROOT/docker/image.sh" --name sandbox)
  docker image inspect "$COURSE_SANDBOX_IMAGE" >/dev/null 2>&1 || UNLESS_LOGGED='^NO IMAGE: ' step "sandbox image" "$ROOT/docker/image.sh" sandbox || {
    printf '\n  NO CONTAINERS: %s\n\n' "$(sed -n 's/^NO IMAGE: //p' "$LOG")" >&2
    unset COURSE_SANDBOX_IMAGE
    return 1
  }
  # Testcontainers would else pull images of its own, and keep a file in the home folder about the engine that it found.
  export COURSE_SANDBOX_IMAGE TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=localhost TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE=$COURSE_SANDBOX_IMAGE
  export DOCKER_HOST=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}')}
}

doctor() {
  line() { printf '  %-12s%s\n' "$1" "$2"; }
  look_for_tools || printf 'Missing on this machine (as root ./course lab installs it on Debian and Ubuntu):\n%s' "$WHY"
  line JDK "${JDK:+$(java_major "$JDK") in }${JDK:-missing}"
  local maven=missing
  if command -v mvn >/dev/null; then maven=$(JAVA_HOME=$JDK mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][^ ]*[0-9]\).*/\1/p'); fi
  line Maven "${maven:-installed, but it does not run without a JDK}"
  line Python "$([ -n "$PYTHON" ] && "$PYTHON" -c 'import platform; print(platform.python_version())' || echo missing)"
  line kernel "$(have_kernel && have_java && echo 'installed in .venv' || echo 'not yet: ./course lab installs it')"
  line memory "$({ awk '/MemTotal/ {t = $2} /MemAvailable/ {a = $2} END {printf "%.1f of %.1f GB free", a / 1048576, t / 1048576}' /proc/meminfo || sysctl -n hw.memsize | awk '{printf "%.1f GB", $1 / 1073741824}'; } 2>/dev/null)"
  line disk "$(($(free_mb "$ROOT") / 1024)) GB free"
  line containers "$(engine_answers && docker version --format 'Docker {{.Server.Version}} answers' || echo 'no engine answers: untrusted notebooks cannot be graded. Start Docker, or as root docker/engine.sh start')"
  if [ "$(uname -s)-$(uname -m)" = Darwin-x86_64 ]; then
    line engine "none: PyTorch has no natives for Intel Macs; notebooks that train do not run here"
  elif [ -n "$JDK" ] && [ -f "$STATE/lib/kernel.classpath" ] && have_java; then
    echo 'try { System.out.println(io.mlopslabs.engine.Engines.report().text()); } catch (RuntimeException e) { System.out.println("engine      " + e.getMessage()); }' |
      "$JDK/bin/jshell" -R-Dai.djl.offline=true --class-path "$(cat "$STATE/lib/kernel.classpath")" -s - 2>/dev/null | sed 's/^/  /' || true
  else
    line engine "not yet: ./course lab brings it"
  fi
}
