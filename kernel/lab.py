# SPDX-License-Identifier: Apache-2.0
"""Starts JupyterLab on a free loopback port and prints its address; `--check` proves that it works and stops again.

    python kernel/lab.py --work DIR --state DIR [--port N] [--listen ADDRESS] [--check]

Everything that JupyterLab keeps (settings, tokens, workspaces) stays in the state folder of this checkout, so that two clones,
or a JupyterLab of the user's own, never meet.
"""
import argparse
import contextlib
import json
import os
import pathlib
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while these are imported is no traceback

import psutil
import websocket

HERE = pathlib.Path(__file__).resolve().parent
QUIET = ["@jupyterlab/apputils-extension:announcements", "@jupyterlab/extensionmanager-extension:plugin"]


class Problem(Exception):
    """Something that a person must do; the message says what."""


class PortTaken(Problem):
    """Somebody else took the port between our look at it and the server's."""


def free_port(wanted):
    """The wanted port, or the first free one from 8888 on."""
    for port in [wanted] if wanted else [*range(8888, 8899), 0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return probe.getsockname()[1]
            except PermissionError:
                raise Problem(f"Port {wanted} needs root. Choose one above 1023: ./course lab --port 8890") from None
            except OSError:
                continue
    raise Problem(f"Port {wanted} is taken, perhaps by another JupyterLab. Choose another one, or leave --port out and a free one is found.")


def settings():
    """Turns off what would ask or call home; in files, because JupyterLab has no option for them."""
    prefix = pathlib.Path(sys.prefix)
    put(prefix / "etc/jupyter/labconfig/page_config.json", {"disabledExtensions": {name: True for name in QUIET}})
    put(prefix / "share/jupyter/lab/settings/overrides.json", {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}})


def put(path, content):
    text = json.dumps(content, indent=1)
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


class Lab:
    """One JupyterLab process and what it takes to talk to it."""

    def __init__(self, work, state, port, address):
        self.port, self.token = free_port(port), secrets.token_hex(24)
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = state / "logs" / "lab.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        home = state / "jupyter"
        environment = dict(
            os.environ, JUPYTER_TOKEN=self.token, JUPYTER_CONFIG_DIR=str(home / "config"), JUPYTER_DATA_DIR=str(home / "data"),
            JUPYTER_RUNTIME_DIR=str(home / "runtime"), JUPYTERLAB_SETTINGS_DIR=str(home / "settings"),
            JUPYTERLAB_WORKSPACES_DIR=str(home / "workspaces"), IPYTHONDIR=str(home / "ipython"), JUPYTER_PREFER_ENV_PATH="1")
        settings()
        command = [sys.executable, "-m", "jupyterlab", "--config", str(HERE / "jupyter_lab_config.py"), f"--ServerApp.ip={address}",
                   f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={work}"]
        if os.geteuid() == 0:
            command.append("--allow-root")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
                                            cwd=work, start_new_session=True)

    def call(self, method, path, body=None, timeout=30):
        request = urllib.request.Request(self.url + path, method=method, data=body and json.dumps(body).encode(),
                                         headers={"Authorization": "token " + self.token, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def wait(self, seconds=60):
        """Waits until the server answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                kind = PortTaken if "already in use" in self.log.read_text(errors="replace") else Problem
                raise kind(f"JupyterLab ended while it started (exit code {self.process.returncode}). Its last words:\n{self.tail()}")
            try:
                return self.call("GET", "/api/status", timeout=2)
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise Problem(f"JupyterLab did not answer within {seconds} s. Its last words:\n{self.tail()}")

    def evaluate(self, code):
        """Starts a Java kernel on the server, evaluates one cell and returns its result as text."""
        try:
            kernel = self.call("POST", "/api/kernels", {"name": "java"})["id"]
            address = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?token={self.token}"
            connection = websocket.create_connection(address, timeout=60)
            with contextlib.closing(connection):
                message = uuid.uuid4().hex
                connection.send(json.dumps({
                    "channel": "shell", "metadata": {}, "parent_header": {}, "buffers": [],
                    "header": {"msg_id": message, "msg_type": "execute_request", "username": "", "session": uuid.uuid4().hex, "version": "5.3"},
                    "content": {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}}))
                while True:
                    reply = json.loads(connection.recv())
                    if reply["parent_header"].get("msg_id") == message:
                        if reply["msg_type"] == "execute_result":
                            return reply["content"]["data"]["text/plain"]
                        if reply["msg_type"] == "error":
                            raise Problem(f"The Java kernel could not evaluate `{code}`: {reply['content']['evalue']}")
        except (OSError, websocket.WebSocketException) as problem:
            raise Problem(f"The Java kernel did not answer ({problem}). The server's last words:\n{self.tail()}") from None

    def stop(self):
        """Stops the server and all that it started; returns how many processes had to be killed."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave half of them
        try:
            family = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            family = []
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        _, alive = psutil.wait_procs(family, timeout=5)
        for process in alive:
            process.kill()
        return len(alive)

    def tail(self):
        return "\n".join("  " + line for line in self.log.read_text(errors="replace").splitlines()[-12:])


def check(lab, start):
    """One line per step with its time."""
    print(f"  JupyterLab answers                 {time.monotonic() - start:6.1f} s", flush=True)
    start = time.monotonic()
    answer = lab.evaluate("6 * 7")
    if answer != "42":
        raise Problem(f"The Java kernel says that 6 * 7 is {answer}.")
    print(f"  a Java kernel evaluated a cell     {time.monotonic() - start:6.1f} s", flush=True)
    start = time.monotonic()
    killed = lab.stop()
    if killed:
        raise Problem(f"{killed} process(es) did not stop by themselves and were killed.")
    print(f"  stopped, no process left           {time.monotonic() - start:6.1f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Starts JupyterLab for the labs.")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--state", type=pathlib.Path, required=True)
    parser.add_argument("--port", type=int)
    parser.add_argument("--listen", metavar="ADDRESS", default="127.0.0.1", help="0.0.0.0 in a container, whose loopback nobody else can reach")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    lab, start = None, time.monotonic()
    try:
        for again in (True, True, False):
            lab = Lab(arguments.work.resolve(), arguments.state.resolve(), arguments.port, arguments.listen)
            try:
                lab.wait()
                break
            except PortTaken:
                if arguments.port or not again:
                    raise
        if arguments.check:
            check(lab, start)
            print("Everything works: ./course lab opens the labs.")
            return 0
        print(f"\nThe labs are open ({time.monotonic() - start:.1f} s). Your notebooks are in {arguments.work}; Ctrl-C stops.\n"
              f"\n    {lab.url}/lab?token={lab.token}\n", flush=True)
        return lab.process.wait()
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Everything that was saved is in the work folder; ./course lab opens it again.")
        return 130 if arguments.check else 0
    finally:
        if lab and lab.process.poll() is None:
            lab.stop()


if __name__ == "__main__":
    sys.exit(main())
