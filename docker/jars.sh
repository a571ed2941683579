#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lays out the jars as the Dockerfile takes them, out of what ./course has built.
#
#     docker/jars.sh [--build] OUT    --build: builds them first, by Maven (in the image of a clone with nothing but Docker)
#
# OUT/libraries holds the others' jars that the kernel takes, and changes rarely. OUT/own holds labs-lib.jar, kernel.classpath (names in their
# order) and in command/ what is behind ./course.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=kernel/setup.sh
. "$ROOT/kernel/setup.sh"

take() { # folder: the jars of a class path on stdin; hard links, where the two are on one disk
  local jar
  mkdir -p "$1"
  tr ':' '\n' | while IFS= read -r jar; do ln -f "$jar" "$1/" 2>/dev/null || cp "$jar" "$1/"; done
}

if [ "$1" = --build ]; then
  shift
  find_jdk
  build_java
fi
mkdir -p "$1"
rm -rf "$1/libraries" "$1/own"
cut -d : -f 2- <"$STATE/lib/kernel.classpath" | take "$1/libraries"
take "$1/own/command" <"$STATE/lib/command.classpath"
cp "$STATE/lib/labs-lib.jar" "$1/own/"
tr ':' '\n' <"$STATE/lib/kernel.classpath" | sed 's|.*/|libraries/|; s|^libraries/labs-lib.jar$|labs-lib.jar|' | paste -sd : - >"$1/own/kernel.classpath"
