#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Brings a container engine up for a run, and takes it down again.
#
#     docker/engine.sh start   where none answers: installs Debian's (as root, by apt) and starts it; says loudly why not, where it cannot
#     docker/engine.sh stop    stops the one that `start` started, and no other
#
# `start` ends with 0 without an engine too, for only what needs containers is then left out; COURSE_REQUIRE_DOCKER=1 makes that 1.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
STATE=$ROOT/.course/engine
export DEBIAN_FRONTEND=noninteractive

answers() { command -v docker >/dev/null && docker version >/dev/null 2>&1; }

within() { # seconds, command...: until it succeeds
  local deadline=$((SECONDS + $1)); shift
  until "$@"; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.1
  done
}

is_dockerd() { [ "$(cat "/proc/$1/comm" 2>/dev/null)" = dockerd ]; }

other_dockerd() { # process id of one that runs already, or is starting
  local process
  for process in /proc/[0-9]*; do
    is_dockerd "${process##*/}" && echo "${process##*/}" && return 0
  done
  return 1
}

none() { # why, what to do next
  printf '\n  NO CONTAINER ENGINE: %s\n  Tests that need containers will be skipped and counted.\n  hint: %s\n\n' "$1" "$2" >&2
  [ "${COURSE_REQUIRE_DOCKER:-}" != 1 ] || { echo "COURSE_REQUIRE_DOCKER=1 asks for one." >&2; exit 1; }
  exit 0
}

install() {
  local wanted="docker.io iptables debootstrap"
  command -v apt-get >/dev/null || none "none is installed, and this machine has no apt-get." "install Docker and run this again."
  echo "container engine: installing $wanted"
  # shellcheck disable=SC2086 # several packages
  { apt-get -qq update && apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $wanted; } >"$STATE/apt.log" 2>&1 </dev/null ||
    none "apt-get could not install $wanted: $(tail -n 1 "$STATE/apt.log")" "the whole log is in $STATE/apt.log"
  hash -r
}

answers_or_ended() { answers || ! kill -0 "$1" 2>/dev/null; }

failed() {
  stop
  none "dockerd does not start: $(grep -iE 'fail|fatal|error' "$STATE/dockerd.log" | tail -n 1)" "its log is in $STATE/dockerd.log; it needs control groups and iptables."
}

start() {
  answers && echo "container engine: one answers already" && return 0
  [ -z "${DOCKER_HOST:-}" ] || none "DOCKER_HOST names $DOCKER_HOST, and nothing answers there." "start that one, or unset DOCKER_HOST."
  [ "$(uname -s)" = Linux ] || none "none answers." "start Docker Desktop or its like."
  [ "$(id -u)" = 0 ] || none "none answers, and starting one needs root." "sudo docker/engine.sh start, with your user in the group docker."
  mkdir -p "$STATE"
  command -v dockerd >/dev/null || install
  local other
  if other=$(other_dockerd); then # a second one would delete the first one's bridge
    within 30 answers || none "dockerd runs (process $other) and does not answer." "look at its log, or stop it."
    echo "container engine: one answers now (process $other)"
    return 0
  fi
  if [ -d /run/systemd/system ] && systemctl start docker 2>"$STATE/dockerd.log"; then
    touch "$STATE/unit"
    within 30 answers || failed
  else
    rm -f "$STATE/pid" # of a machine that is gone: its number may be another program's
    nohup setsid dockerd --pidfile "$STATE/pid" >"$STATE/dockerd.log" 2>&1 </dev/null &
    within 30 answers_or_ended $! && answers || failed
  fi
  echo "container engine: version $(docker version --format '{{.Server.Version}}') started, $SECONDS s"
}

ended() { ! is_dockerd "$1"; }

stop() {
  local pid
  if [ -f "$STATE/unit" ]; then
    systemctl stop docker.socket docker
    rm -f "$STATE/unit"
  fi
  pid=$(cat "$STATE/pid" 2>/dev/null) || return 0
  if is_dockerd "$pid"; then
    kill "$pid"
    within 30 ended "$pid" || { echo "container engine: process $pid does not end" >&2; return 1; }
    echo "container engine: stopped"
  fi
  rm -f "$STATE/pid"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) echo "usage: docker/engine.sh start|stop" >&2; exit 2 ;;
esac
