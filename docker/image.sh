#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds an image of this checkout's labs, unless it is there, and prints its name.
#
#     docker/image.sh [--name] sandbox|lab    --name: only says the name
#
# The tag is a digest of all that goes in, jars included, so an unchanged image is never built twice and a changed one never taken for
# the old. On Linux the jars are those that ./course has built; elsewhere, with other native libraries, Maven builds them in the image.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
JARS=.course/jars
cd "$ROOT"

on_linux() { [ "$(uname -s)" = Linux ]; }

if command -v sha256sum >/dev/null; then SHA=sha256sum; else SHA='shasum -a 256'; fi

# shellcheck disable=SC2086 # a command and its options
digests() { find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 $SHA; }

content() { # one line per file that goes in
  uname -m
  digests docker/Dockerfile docker/unpack.py kernel/*.py kernel/requirements.txt kernel/warmup.jsh kernel/logging.properties
  if on_linux; then
    (cd "$JARS/libraries" && LC_ALL=C ls -l | awk '{print $5, $NF}') # released versions: name and size tell them apart
    digests "$JARS/own/labs-lib.jar" "$JARS/own/kernel.classpath"
  else
    digests docker/jars.sh kernel/setup.sh pom.xml labs-lib/pom.xml labs-lib/src/main datasets
  fi
  [ "$1" = lab ] || return 0
  digests docker/lab.sh notebooks grading/exercises
  if on_linux; then digests "$JARS/own/command"; else digests grading/pom.xml grading/src/main; fi
}

# shellcheck disable=SC2086
name() { printf 'mlops-labs-%s:%s\n' "$1" "$(content "$1" | $SHA | cut -c 1-16)"; }

no_image() { # why none can be built on this machine, which is no fault of what is built
  echo "NO IMAGE: $1" >&2
  exit 1
}

has_mirrors() { # a container of this image reaches Debian's
  local within=''
  ! command -v timeout >/dev/null || within='timeout 60'
  # shellcheck disable=SC2086 # a command and its options
  $within docker run --rm "$1" apt-get update -qq -o APT::Update::Error-Mode=any >&2
}

build() { # target, name
  local base label="io.mlopslabs.checkout=$ROOT" old
  base=$(docker/base-image.sh) || no_image "Debian's smallest system can neither be pulled nor made here."
  docker build --force-rm --build-arg BASE="$base" --label "$label" --target "$1" --tag "$2" --file docker/Dockerfile . >&2 || {
    has_mirrors "$base" || no_image "a container on this machine reaches no Debian mirror, so nothing can be installed in it."
    exit 1
  }
  docker image ls --filter "label=$label" --format '{{.Repository}}:{{.Tag}}' "mlops-labs-$1" | while IFS= read -r old; do
    [ "$old" = "$2" ] || docker image rm "$old" >/dev/null 2>&1 || true # one that still runs stays
  done
}

only_name=''
[ "${1:-}" != --name ] || { only_name=yes; shift; }
case ${1:-} in sandbox|lab) ;; *) echo "usage: docker/image.sh [--name] sandbox|lab" >&2; exit 2 ;; esac
if on_linux; then
  [ -f .course/lib/command.classpath ] || { echo "docker/image.sh takes the jars that ./course has built; ./course lab --check builds them." >&2; exit 1; }
  trap 'rm -rf "$JARS"' EXIT # docker/compose.yaml must not find them when they are old
  docker/jars.sh "$JARS"
fi
image=$(name "$1")
[ -n "$only_name" ] || docker image inspect "$image" >/dev/null 2>&1 || build "$1" "$image"
echo "$image"
