#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sees to the image that the Dockerfile starts from, and prints its name.
#
#     docker/base-image.sh
#
# That is debian:bookworm-slim as the registry has it. Where no registry can be reached, debootstrap makes the same from Debian's packages
# (root, about 40 s). Certificate authorities that were added to this machine go in as well: behind a proxy that signs with its own, pip
# would else fail in the image. An image with something of this machine in it gets a name of its own, so that nobody takes it for Debian's.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
PLAIN=debian:bookworm-slim
AUTHORITIES=/usr/local/share/ca-certificates

has() { docker image inspect "$1" >/dev/null 2>&1; }

authorities() { find "$AUTHORITIES" -name '*.crt' 2>/dev/null | LC_ALL=C sort; }

pull() { # bounded where the system can do that: a network that swallows packets would hang for minutes
  if command -v timeout >/dev/null; then timeout 120 docker pull -q "$PLAIN"; else docker pull -q "$PLAIN"; fi
}

sources() { # this machine's Debian mirrors, for bookworm whatever it runs itself: address and suite a line
  apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null |
    sed -E 's/ [a-z]+/ bookworm/' | sort -u | grep -E ' bookworm(-updates|-security)?$' || true
}

strap() { # name: Debian's smallest system, packed as an image
  [ "$(id -u)" = 0 ] || { echo "No registry could be reached, and making $PLAIN by debootstrap needs root." >&2; return 1; }
  command -v debootstrap >/dev/null || { echo "No registry could be reached, and debootstrap is not installed." >&2; return 1; }
  local tree=$ROOT/.course/base mirror line
  mirror=$(sources | sed -n 's/ bookworm$//p' | head -n 1)
  # What is mounted in there by a debootstrap that was stopped must not be emptied.
  # shellcheck disable=SC2064 # the tree of now
  trap "umount -R '$tree/proc' '$tree/sys' 2>/dev/null || true; rm -rf --one-file-system '$tree'" EXIT
  rm -rf --one-file-system "$tree"
  mkdir -p "$tree"
  debootstrap --variant=minbase bookworm "$tree" ${mirror:+"$mirror"} >&2
  sources | sed 's/.*/deb & main/' >"$tree/sources" && [ ! -s "$tree/sources" ] || cp "$tree/sources" "$tree/etc/apt/sources.list"
  printf 'path-exclude %s\n' '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/locale/*' >"$tree/etc/dpkg/dpkg.cfg.d/slim"
  rm -rf "$tree/sources" "$tree"/var/cache/apt/* "$tree"/var/lib/apt/lists/* "$tree"/var/log/* "$tree"/usr/share/{doc,man,locale}/*
  mkdir -p "$tree$AUTHORITIES"
  authorities | while IFS= read -r line; do cp "$line" "$tree$AUTHORITIES/"; done
  tar -C "$tree" -c . | docker import -c 'CMD ["bash"]' - "$1" >/dev/null
}

own=mlops-labs-base:$(authorities | xargs -r cat | cksum | cut -d ' ' -f 1)
if has "$own"; then
  echo "$own"
elif has "$PLAIN" || pull >/dev/null 2>&1; then
  [ -n "$(authorities)" ] || { echo "$PLAIN"; exit 0; }
  { printf 'FROM %s\nCOPY *.crt %s/\n' "$PLAIN" "$AUTHORITIES"; } >"$ROOT/.course/base.Dockerfile"
  authorities | sed 's|.*/||' | tar -c -C "$AUTHORITIES" -T - -C "$ROOT/.course" base.Dockerfile | docker build -q -t "$own" -f base.Dockerfile - >/dev/null
  echo "$own"
else
  strap "$own"
  echo "$own"
fi
