#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The door of the `lab` image: places the learner's copies and opens JupyterLab, as ./course lab does on a machine.
#
#     docker/lab.sh [--check] [--port N]
set -eu
cd "$(dirname "$0")/.."
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp 'lib/command/*' io.mlopslabs.grading.cli.Course copies \
  --notebooks notebooks --exercises grading/exercises --work work --state state/copies.json || ls work/*.ipynb >/dev/null
# The container's own loopback is out of the host's reach; compose.yaml publishes the port on the host's loopback only.
exec .venv/bin/python kernel/lab.py --listen 0.0.0.0 --port "${COURSE_PORT:-8888}" --work work --state state "$@"
