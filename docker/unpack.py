# SPDX-License-Identifier: Apache-2.0
"""Unpacks PyTorch's and SQLite's native libraries into DJL_CACHE_DIR and DuckDB's beside its jar, where DuckDB looks for a jar without them, and
takes PyTorch's and DuckDB's out of the jars that they came in.

    python3 docker/unpack.py FOLDER_OF_JARS

A sandbox can neither unpack (nothing but a small /tmp is writable there) nor load what lies in /tmp. In the jar stays the list by which DJL
finds the unpacked ones.
"""
import os
import pathlib
import platform
import subprocess
import sys
import zipfile

jars = pathlib.Path(sys.argv[1])
subprocess.run([f"{os.environ['JAVA_HOME']}/bin/jshell", "-R-Dai.djl.offline=true", "--class-path", ":".join(map(str, jars.glob("*.jar"))), "-s", "-"],
               input='System.out.println(ai.djl.engine.Engine.getInstance());', text=True, check=True)
unpacked = pathlib.Path(os.environ["DJL_CACHE_DIR"])
if not any(unpacked.rglob("libtorch*.so")):
    raise SystemExit("DJL unpacked no PyTorch library")
architecture = {"x86_64": "x86_64", "aarch64": "aarch64"}[platform.machine()]  # as SQLite's jar calls them
(unpacked / "sqlite").mkdir()
with zipfile.ZipFile(next(jars.glob("sqlite-jdbc-*.jar"))) as jar:  # kernel/sandbox.py says where it lies
    (unpacked / "sqlite/libsqlitejdbc.so").write_bytes(jar.read(f"org/sqlite/native/Linux/{architecture}/libsqlitejdbc.so"))
for path in [unpacked, *unpacked.rglob("*")]:
    path.chmod(0o755 if path.is_dir() else 0o644)  # DJL makes them for their owner only

duckdb = next(jars.glob("duckdb_jdbc-*.jar"))
library = "libduckdb_java.so_linux_" + {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]  # as its jar calls it
with zipfile.ZipFile(duckdb) as jar:
    (jars / library).write_bytes(jar.read(library))
for jar in [duckdb, *jars.glob("pytorch-native-*.jar")]:
    part = jar.with_suffix(".part")
    with zipfile.ZipFile(jar) as old, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if ".so" not in entry.filename:
                new.writestr(entry, old.read(entry))
    part.replace(jar)
