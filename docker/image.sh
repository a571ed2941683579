#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds an image of this checkout's labs, unless it is there, and prints its name.
#
#     docker/image.sh [--name] sandbox|lab    --name: only says the name
#
# The tag is a digest of all that goes in, jars included, so an unchanged image is never built twice and a changed one never taken for
# the old. Needs what ./course has set up; without that (and for who has nothing but Docker) docker/compose.yaml builds the `lab`.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
JARS=.course/jars
cd "$ROOT"

sha() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

libraries() { (cd "$JARS/libraries" && LC_ALL=C ls -l | awk '{print $5, $NF}'); } # released versions: name and size tell them apart

content() { # one line per file that goes in
  uname -m
  libraries
  sha docker/Dockerfile docker/unpack.py "$JARS/labs-lib.jar" "$JARS/kernel.classpath" kernel/*.py kernel/requirements.txt kernel/warmup.jsh kernel/logging.properties
  [ "$1" = sandbox ] || sha docker/lab.sh "$JARS"/command/*.jar notebooks/*.ipynb grading/exercises/*/*/exercise.yaml grading/exercises/*/*/*/*.java
}

name() { printf 'mlops-labs-%s:%s\n' "$1" "$(content "$1" | sha | cut -c 1-16)"; }

build() { # target, name
  local base label="io.mlopslabs.checkout=$ROOT" old
  base=$(docker/base-image.sh)
  docker build --force-rm --build-arg BASE="$base" --label "$label" --target "$1" --tag "$2" --file docker/Dockerfile . >&2
  docker image ls --filter "label=$label" --format '{{.Repository}}:{{.Tag}}' "mlops-labs-$1" | while IFS= read -r old; do
    [ "$old" = "$2" ] || docker image rm "$old" >/dev/null 2>&1 || true # one that still runs stays
  done
}

only_name=''
[ "${1:-}" != --name ] || { only_name=yes; shift; }
case ${1:-} in sandbox|lab) ;; *) echo "usage: docker/image.sh [--name] sandbox|lab" >&2; exit 2 ;; esac
[ -f .course/lib/command.classpath ] || { echo "docker/image.sh takes the jars that ./course has built; ./course lab --check builds them." >&2; exit 1; }
docker/jars.sh "$JARS"
image=$(name "$1")
[ -n "$only_name" ] || docker image inspect "$image" >/dev/null 2>&1 || build "$1" "$image"
echo "$image"
