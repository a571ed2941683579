# SPDX-License-Identifier: Apache-2.0
"""How fast a model answers over HTTP, ours beside FastAPI in the same minutes.

    ./course bench serving [--rounds N] [--seconds S]

Ours is `./course serve`. The peer is FastAPI with pydantic and PyTorch on uvicorn (uvloop, httptools), in an environment of its own
(bench/peers/), in three ways: `async def` with one worker (the fastest per processor), the same with two, and `def`, which FastAPI
runs in a thread. All serve the same weights, one torch thread per prediction; their answers are compared before anything is timed.
A request is one image of 28 x 28 as JSON, on connections that are kept alive.

The load comes from another process, io.mlopslabs.serving.LoadTest for all alike: an open loop, request i due at i / rate whatever the
answers do, and latency counted from there. All servers stay up, one is loaded at a time, and they take turns within each round. The
exit code says nothing about the figures.

    equal load    p50 and p99 of the latency at 200 requests/s, and at half of what one FastAPI worker can take
    capacity      the highest rate with a p99 of at most 50 ms and no failed request, by doubling and bisection, to 10 %; a rate counts
                  as too high when three tries of it fail, for a try can fail by what else the machine does
    CPU           processor time of the server, all its processes, per answer
"""
import argparse
import contextlib
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import psutil

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import beside  # noqa: E402

MODERATE = 200  # requests per second
LIMIT = 0.050  # seconds, the p99 up to which a rate counts as served
LOWEST, HIGHEST, STEP, TRIES = 100, 25_600, 1.1, 3  # of the search for the capacity: where it ends, and what is fine enough
WARM_UP = 100, 400, 800, 1200  # requests per second, 5 seconds each
GOAL = 3
VERSIONS = """from importlib.metadata import version
print(", ".join(f"{name} {version(name)}" for name in ("fastapi", "pydantic", "uvicorn", "torch")))"""
ROUNDING = 1e-5  # of a probability in single precision


class Server:
    """A server under way on a port of 127.0.0.1."""

    def __init__(self, name, command, path="/v1/models/fashion:predict", **environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        self.name, self.uri = name, f"http://127.0.0.1:{port}{path}"
        self.equal, self.capacities = {}, []
        self.process = subprocess.Popen([word.replace("PORT", port) for word in command], env={**beside.ONE_THREAD, **environment},
                                        cwd=beside.HERE / "peers", stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not self.answers(f"http://127.0.0.1:{port}/health"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.close()
                raise SystemExit(f"{name} did not start; what it said stands above")
            time.sleep(0.1)

    @staticmethod
    def answers(uri):
        with contextlib.suppress(OSError), urllib.request.urlopen(uri, timeout=5) as reply:
            return reply.status == 200
        return False

    def predictions(self, body):
        request = urllib.request.Request(self.uri, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)["predictions"]

    def processor_seconds(self):
        processes = [psutil.Process(self.process.pid)]
        processes += processes[0].children(recursive=True)
        return sum(sum(process.cpu_times()[:2]) for process in processes)

    def under(self, load, rate, seconds):
        """What the load saw of this server at that rate, and the server's CPU per answer."""
        before = self.processor_seconds()
        seen = load.ask(f"{self.uri} {rate} {seconds}")
        seen["CPU"] = (self.processor_seconds() - before) / max(1, seen["answered"])
        return seen

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


def servers(folder, python):
    uvicorn = [python, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", "PORT", "--loop", "uvloop", "--http", "httptools",
               "--no-access-log", "--log-level", "warning", "--timeout-keep-alive", "60"]
    weights = {"SMALL_CNN_WEIGHTS": str(folder / "weights.json")}
    yield Server("ours", [str(beside.ROOT / "course"), "serve", str(folder / "fashion"), "--port", "PORT"])
    yield Server("FastAPI, 1 worker", uvicorn, **weights)
    yield Server("FastAPI, 2 workers", [*uvicorn, "--workers", "2"], **weights)
    yield Server("FastAPI, def", uvicorn, path="/v1/models/threads:predict", **weights)


def require_equal_answers(found, bodies):
    """All servers give the same probabilities, or their times mean nothing."""
    apart = 0
    for body in bodies:
        answers = [server.predictions(body) for server in found]
        for answer in answers:
            if [len(row) for row in answer] != [10] or abs(sum(answer[0]) - 1) > ROUNDING:
                raise SystemExit(f"an answer is not one row of ten probabilities: {answer}")
            apart = max(apart, *(abs(a - b) for a, b in zip(answers[0][0], answer[0], strict=True)))
    if apart > ROUNDING:
        raise SystemExit(f"the servers' probabilities differ by {apart}: they do not serve the same model")
    print(f"Same answers: {len(bodies)} images, probabilities differ by at most {apart:.1e}.", flush=True)


def served(seen):
    return seen["failed"] == 0 and seen["answered"] == seen["due"] and seen["latency"]["p99"] <= LIMIT


def capacity(server, load, seconds, begin):
    """The highest rate that the server takes, from a first guess; 0 where it does not take the lowest."""
    def takes(rate):
        return any(served(server.under(load, rate, seconds)) for _ in range(TRIES))

    low, high = begin, 2 * begin
    if takes(begin):
        while low < HIGHEST and takes(high):
            low, high = high, 2 * high
    else:
        low, high = begin / 2, begin
        while not takes(low):
            if low < LOWEST:
                return 0
            low, high = low / 2, low
    while high / low > STEP:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if takes(middle) else (low, middle)
    return low


def main():
    parser = argparse.ArgumentParser(prog="./course bench serving", description="Measures serving beside FastAPI.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2, help="of one load test (default: 2)")
    arguments = parser.parse_args()
    python = beside.peers_python()
    versions = subprocess.run([python, "-c", VERSIONS], text=True, capture_output=True, check=True).stdout.strip()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        subprocess.run(beside.java("SmallCnnModel.java", folder), env=beside.ONE_THREAD, check=True)
        found = []
        for server in servers(folder, python):
            stack.callback(server.close)
            found.append(server)
        load = stack.enter_context(beside.Program("the load", beside.java("Load.java", folder / "requests.jsonl")))
        print(beside.header(versions))
        require_equal_answers(found, (folder / "requests.jsonl").read_bytes().splitlines())
        for server in found:  # the JVM compiles what it runs often; all get the same
            for rate in WARM_UP:
                server.under(load, rate, 5)
        for number in range(1, arguments.rounds + 1):
            for server in found:
                begin = max(2 * LOWEST, server.capacities[-1] / 2) if server.capacities else 4 * LOWEST
                server.capacities.append(capacity(server, load, arguments.seconds, begin))
            print(f"  capacity, round {number} of {arguments.rounds}, load {os.getloadavg()[0]:.1f}", flush=True)
        half = round(statistics.median(found[1].capacities) / 2)
        for number in range(1, arguments.rounds + 1):
            for rate in (MODERATE, half):
                for server in found:
                    server.equal.setdefault(rate, []).append(server.under(load, rate, arguments.seconds))
            print(f"  equal load, round {number} of {arguments.rounds}, load {os.getloadavg()[0]:.1f}", flush=True)
    show(found)


def show(found):
    rates = list(found[0].equal)
    rows = [["", "capacity", *(f"{q} at {rate}/s" for rate in rates for q in ("p50", "p99")), "CPU", "failed"]]
    for server in found:
        rows.append([
            server.name, beside.spread(server.capacities, "%.0f /s"),
            *(beside.spread([1000 * run["latency"][q] for run in runs], "%.1f ms") for runs in server.equal.values() for q in ("p50", "p99")),
            beside.spread([1000 * run["CPU"] for run in server.equal[rates[-1]]], "%.2f ms"),
            str(sum(run["failed"] for runs in server.equal.values() for run in runs))])
    beside.table(rows)
    ours, *peers = found
    for peer in peers:
        ratio = statistics.median(ours.capacities) / max(1, statistics.median(peer.capacities))
        print(f"capacity: {ratio:.1f} times that of {peer.name} (goal: at least {GOAL}, at a lower p99)")
    beside.keep("serving", {server.name: {"capacity": server.capacities, "equal load": server.equal} for server in found})


if __name__ == "__main__":
    main()
