# SPDX-License-Identifier: Apache-2.0
"""./course on machines and in folders that are not as it would like them, word for word.

The cheap tests run in copies where nothing is set up; the others share one checkout, whose path has a space and letters that are
not ASCII, and that the first of them sets up as a learner would.
"""
import functools
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time
import unittest
import urllib.error
import urllib.request
import zipfile

from checkout import NAMESPACES, Checkout, Machine, notebook, runs, scratch, wait_for, week

TITLES = ["Python environment (.venv)", "Java library and commands", "Java kernel and its class-data archive", "learner copies in work/"]
INSTALL = "apt-get update && apt-get install -y --no-install-recommends"
KEPT = "what is done is kept."


def setUpModule():
    global TEMPORARY, SHARED, FIRST
    TEMPORARY = scratch()
    SHARED = Checkout(pathlib.Path(TEMPORARY.name) / "Übung é" / "mlops labs")
    FIRST = SHARED.start("lab", "--check")  # while the cheap tests run


def tearDownModule():
    SHARED.kill()
    TEMPORARY.cleanup()


@functools.cache
def first_answer():
    """What the shared checkout's first `./course lab --check` said."""
    return SHARED.end(FIRST)


def url(text):
    found = re.search(r"http://127\.0\.0\.1:(\d+)/lab\?token=(\w+)", text)
    return found and (int(found[1]), found[2])


def status(port, token, method="GET", path="/api/status", body=None):
    """The HTTP status and the JSON that a server answers."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method, data=body and json.dumps(body).encode(),
                                     headers={"Authorization": "token " + token})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, {}


class Fresh(unittest.TestCase):
    """Before anything is set up: a copy of the tree, and a machine that has what the test says."""

    def setUp(self):
        folder = scratch()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.machine = Machine(self.folder / "machine")
        self.checkout = Checkout(self.folder / "labs")
        self.addCleanup(self.checkout.kill)

    def lab(self, *arguments, behind=(), **environment):
        return self.checkout.run("lab", *arguments, behind=behind, **{**self.machine.environment, **environment})

    def only_reports(self, missing, packages):
        before = self.checkout.files()
        self.assertEqual(self.lab("--no-install"), (
            1, f"Missing on this machine:\n{missing}", f"\nNothing was installed (--no-install).\nhint: as root: {INSTALL} {packages}\n"))
        self.assertFalse(self.machine.apt_was_called())
        self.assertEqual(self.checkout.files(), before)

    def test_without_a_jdk_it_says_so_and_no_install_changes_nothing(self):
        shutil.rmtree(self.machine.jdks / "jdk-17")
        self.only_reports("  no JDK 17 or later with javac and jshell was found\n", "default-jdk-headless")

    def test_an_old_jdk_is_named(self):
        shutil.rmtree(self.machine.jdks / "jdk-17")
        old = self.machine.jdk("jdk8", "1.8.0_452")
        self.only_reports(f"  no JDK 17 or later with javac and jshell was found (too old: {old}, Java 8)\n", "default-jdk-headless")

    def test_a_jdk_without_jshell_does_not_do(self):
        (self.machine.jdks / "jdk-17" / "bin" / "jshell").unlink()
        self.only_reports("  no JDK 17 or later with javac and jshell was found\n", "default-jdk-headless")

    def test_a_python_without_venv_is_named(self):
        self.machine.command("python3", f"case $2 in *ensurepip*) exit 1 ;; esac; exec '{shutil.which('python3')}' \"$@\"")
        self.only_reports("  python3 has no venv module\n", "python3-venv")

    def test_all_that_is_missing_is_named_at_once(self):
        shutil.rmtree(self.machine.jdks / "jdk-17")
        self.machine.remove("mvn", "python3", "fc-list")
        self.only_reports(
            "  no JDK 17 or later with javac and jshell was found\n  no Maven (mvn) was found\n  no Python 3.11 or later was found\n"
            "  no font was found (charts need one for their PNG form)\n",
            "default-jdk-headless maven python3 python3-venv fontconfig fonts-dejavu-core")

    def test_who_is_not_root_reads_the_exact_command(self):
        behind = []
        if os.geteuid() == 0:
            behind = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            if not runs(*behind):
                self.skipTest("setpriv cannot become another user here")
            subprocess.run(["chown", "-R", "65534:65534", str(self.folder)], check=True)
        self.machine.remove("mvn")
        (self.machine.bin / "id").unlink()
        (self.machine.bin / "id").symlink_to(shutil.which("id"))
        self.machine.command("python3", "exec /usr/bin/python3 \"$@\"")
        answer = self.lab(behind=behind, HOME=str(self.folder))
        self.assertEqual((answer.code, answer.err), (1, f"\nInstalling them needs root.\nhint: sudo sh -c '{INSTALL} maven'\n"))
        self.assertIn("Missing on this machine:\n  no Maven (mvn) was found\n", answer.out)
        self.assertFalse(self.machine.apt_was_called())

    def test_without_apt_it_says_what_to_install(self):
        self.machine.remove("mvn", "apt-get")
        self.assertEqual(self.lab(), (
            1, "Missing on this machine:\n  no Maven (mvn) was found\n",
            "\nThey cannot be installed from here.\nhint: install JDK 17+, Maven 3.6.3+ and Python 3.11+ "
            "(macOS: brew install openjdk maven python), then run the same command again.\n"))

    def test_an_installation_that_brings_nothing_is_told_from_one_without_network(self):
        self.machine.remove("mvn")
        answer = self.lab()
        self.assertTrue(self.machine.apt_was_called())
        self.assertEqual((answer.code, answer.err), (
            1, "\nStill missing after installing:\n  no Maven (mvn) was found\n"
            "hint: install it in another way, then run the same command again; ./course doctor says what is there.\n"))
        self.machine.command("apt-get", "echo \"Err:1 bookworm InRelease  Temporary failure resolving 'a mirror'\"; exit 100")
        answer = self.lab()
        log = self.checkout.state / "logs" / "installing-maven.log"
        self.assertEqual((answer.code, answer.err), (
            1, f"\n\"installing maven\" needs the network, and it could not be reached.\n"
            f"hint: connect and run the same command again; {KEPT} The log: {log}\n"))

    def test_a_failing_step_shows_the_end_of_its_log(self):
        self.machine.remove("mvn")
        self.machine.command("apt-get", "seq 1 40; echo E: the lists are broken; exit 1")
        answer = self.lab()
        log = self.checkout.state / "logs" / "installing-maven.log"
        end = "\n".join(map(str, range(27, 41)))
        self.assertEqual((answer.code, answer.err), (
            1, f"\n{end}\nE: the lists are broken\n\n\"installing maven\" failed; the whole log is in {log}\n"
            f"hint: mend what it says and run the same command again; {KEPT}\n"))

    def test_a_colon_in_the_path_is_refused_before_anything_is_made(self):
        colon = Checkout(self.folder / "a:b")
        before = colon.files()
        self.assertEqual(colon.run("lab", **self.machine.environment), (
            1, "", f"\nThe path of this checkout holds a colon, which splits a Java class path: {colon.folder}\n"
            "hint: rename the folder and run ./course there.\n"))
        self.assertEqual(colon.files(), before)

    def test_a_read_only_checkout_is_named(self):
        behind = [*NAMESPACES, "--mount", "sh", "-c",
                  'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"', str(self.checkout.folder)]
        if not runs(*behind):
            self.skipTest("this machine refuses bind mounts")
        self.assertEqual(self.lab(behind=behind), (
            1, "", f"\nThis checkout is read-only: {self.checkout.folder}\n"
            "hint: copy it to a folder you can write to and run ./course there; it keeps .venv, .course and work beside the code.\n"))

    def on_a_small_disk(self, megabytes, **environment):
        mount = self.folder / "small"
        mount.mkdir(exist_ok=True)
        behind = [*NAMESPACES, "--mount", "sh", "-c", f'mount -t tmpfs -o size={megabytes}m none "$0" && cp -a "$1/." "$0" && shift 2 && "$@"; '
                  f'code=$?; diff -rq -x .course -x .venv "{self.checkout.folder}" "$0" || echo "something changed"; exit $code',
                  str(mount), str(self.checkout.folder), "--"]
        if not runs(*behind):
            self.skipTest("this machine refuses to mount a small disk")
        small = Checkout(mount)
        return small, small.run("lab", behind=[*behind], **environment)

    def test_a_nearly_full_disk_is_named_before_anything_is_made(self):
        small, answer = self.on_a_small_disk(64, **self.machine.environment)
        self.assertEqual((answer.code, answer.out), (1, ""))
        self.assertRegex(answer.err, f"^\nOnly [1-6]\\d MB are free on the disk of {small.folder}; the first set-up needs about 1500 MB.\n"
                         "hint: free some space and run the same command again.\n$")

    def test_a_disk_that_fills_up_on_the_way_is_told_from_other_failures(self):
        _, answer = self.on_a_small_disk(20, COURSE_NEEDS_MB="1")
        self.assertEqual((answer.code, answer.out), (1, ""))
        self.assertEqual(answer.err, f"\nThe disk is full: \"{TITLES[0]}\" could not be finished.\n"
                         f"hint: free about 1.5 GB and run the same command again; {KEPT}\n")

    def test_a_first_set_up_that_is_stopped_leaves_no_process_and_one_without_network_says_so(self):
        behind = [*NAMESPACES, "--net"]
        if not runs(*behind):
            self.skipTest("this machine refuses a network of its own")
        log = self.checkout.state / "logs" / "Python-environment---venv-.log"
        process = self.checkout.start("lab")
        wait_for(log.exists, TITLES[0])
        self.assertEqual(self.checkout.interrupt(process), (
            130, "", f"\nStopped during \"{TITLES[0]}\". Nothing is half-made: the same command goes on where this one was.\n"))
        self.assertEqual(self.checkout.processes(), [])
        answer = self.checkout.run("lab", behind=behind, PIP_NO_CACHE_DIR="1", PIP_RETRIES="0", PIP_FIND_LINKS="")
        self.assertEqual(answer, (1, "", f"\n\"{TITLES[0]}\" needs the network, and it could not be reached.\n"
                                  f"hint: connect and run the same command again; {KEPT} The log: {log}\n"))
        self.assertEqual(os.listdir(self.checkout.state), ["logs"])

    def test_doctor_fits_one_screen_where_everything_is_missing(self):
        shutil.rmtree(self.machine.jdks / "jdk-17")
        self.machine.remove("mvn", "python3", "fc-list")
        code, out, err = self.checkout.run("doctor", **self.machine.environment)
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"""^Missing on this machine \(as root ./course lab installs it on Debian and Ubuntu\):
  no JDK 17 or later with javac and jshell was found
  no Maven \(mvn\) was found
  no Python 3.11 or later was found
  no font was found \(charts need one for their PNG form\)
  JDK         missing
  Maven       missing
  Python      missing
  kernel      not yet: ./course lab installs it
  memory      [\d.]+ .*GB.*
  disk        \d+ GB free
  containers  no engine answers: untrusted notebooks cannot be graded. Start Docker, or as root docker/engine.sh start
  engine      not yet: ./course lab brings it
$""")

    def test_a_wrong_call_is_a_sentence_and_not_an_error_of_bash(self):
        next_step = "\nhint: ./course help says what it takes.\n"
        port, week_ = "--port needs a number from 1 to 65535.", "./course reset takes one week, such as c1w1."
        submit, out = "./course submit takes one week, such as c1w1.", "./course release takes --out DIR or nothing."
        for call, words in {
            "lab --port": port, "lab --port x": port, "lab --port 0": port, "lab --port 65536": port,
            "lab --fast": "./course lab does not know `--fast`.", "test --slow": "./course test takes --fast or nothing.",
            "run --out x": "./course run takes notebooks; it does not know `--out`.", "doctor x": "./course doctor takes nothing.",
            "reset": week_, "reset a b": week_, "reset --all": week_,
            "site --fast": "./course site does not know `--fast`.", "site --port 8000": "--port says where --serve shows the site; add --serve.",
            "site --serve --port x": port,
            "serve": "./course serve needs the folder of a model.", "serve . .": "./course serve takes one folder.",
            "serve . --fast": "./course serve does not know `--fast`.", "serve . --port": port, "serve --port 0 .": port,
            "serve nowhere": "There is no folder nowhere.",
            "data": "./course data takes stats, schema, validate or report, and a file.",
            "data statistics x.csv": "./course data does not know `statistics`.",
            "submit": submit, "submit a b": submit, "submit --all": submit,
            "release c1w1": out, "release --out": out, "release --out a b": out, "release --in a": out,
        }.items():
            with self.subTest(call=call):
                self.assertEqual(self.checkout.run(*call.split()), (2, "", words + next_step))
        usage = self.checkout.run("help").out
        self.assertEqual(self.checkout.run("deploy"), (2, "", usage))
        self.assertTrue(usage.startswith("usage: ./course COMMAND\n\n  lab "))
        self.assertFalse(self.checkout.state.exists())


class SetUp(unittest.TestCase):
    """The shared checkout, set up for real."""

    def setUp(self):
        self.checkout, self.first = SHARED, first_answer()
        self.assertEqual(self.first.code, 0, self.first)
        self.addCleanup(self.checkout.kill)

    def forget(self, *stages):
        for stage in stages:
            (self.checkout.state / "stamps" / stage).unlink()

    def test_lab_check_in_a_path_with_a_space_and_other_letters_says_a_line_per_step_and_leaves_no_process(self):
        self.assertEqual(self.first.err, "")
        lines = self.first.out.splitlines()
        steps = [*TITLES, "  c0w1-half.ipynb: placed", "JupyterLab answers", "a Java kernel evaluated a cell", "stopped, no process left"]
        for line, step in zip(lines, steps):
            self.assertRegex(line, f"^  {re.escape(step)}" + ("$" if "placed" in step else r" +[\d.]+ s *$"))
        self.assertEqual(lines[len(steps):], ["Everything works: ./course lab opens the labs."])
        self.assertEqual(self.checkout.processes(), [])
        self.assertTrue((self.checkout.folder / "work" / "c0w1-half.ipynb").is_file())

    def test_a_stopped_set_up_leaves_no_process_and_goes_on_where_it_was(self):
        stopped = "\nStopped during \"{}\". Nothing is half-made: the same command goes on where this one was.\n"
        self.forget("java", "kernel")
        for title, running in ((TITLES[1], "maven"), (TITLES[2], "jjava.jar")):
            process = self.checkout.start("reset", "c0w1")
            wait_for(lambda: self.checkout.runs(running), title)
            answer = self.checkout.interrupt(process)
            self.assertEqual((answer.code, answer.err), (130, stopped.format(title)))
            self.assertEqual(self.checkout.processes(), [])
            self.assertFalse((self.checkout.state / "lock").is_symlink())
        self.assertRegex(answer.out, rf"^  {TITLES[1]} +\d+ s  \n$")
        answer = self.checkout.run("reset", "c0w1")
        self.assertEqual(answer.code, 0, answer)
        self.assertRegex(answer.out, rf"^  {TITLES[2]} +\d+ s  \nc0w1-half.ipynb: it is the original already\n$")

    def test_two_set_ups_at_once_wait_for_each_other_and_a_dead_one_is_not_waited_for(self):
        dead = subprocess.Popen(["true"])
        dead.wait()
        (self.checkout.state / "lock").symlink_to(str(dead.pid))
        self.forget("kernel")
        first = self.checkout.start("reset", "c0w1")
        wait_for(lambda: self.checkout.runs("jjava.jar"), TITLES[2])
        second = self.checkout.run("reset", "c0w1")
        done = "c0w1-half.ipynb: it is the original already\n"
        self.assertEqual(second, (0, f"Another ./course (process {first.pid}) is setting up this checkout; waiting for it.\n{done}", ""))
        first = self.checkout.end(first)
        self.assertEqual((first.code, first.err), (0, ""))
        self.assertRegex(first.out, rf"^  {TITLES[2]} +\d+ s  \n{done}$")

    def test_maven_without_network_says_so_and_what_was_there_still_works(self):
        behind = [*NAMESPACES, "--net"]
        if not runs(*behind):
            self.skipTest("this machine refuses a network of its own")
        stamp = self.checkout.state / "stamps" / "java"
        key = stamp.read_bytes()
        self.addCleanup(stamp.write_bytes, key)
        self.forget("java")
        empty = scratch()
        self.addCleanup(empty.cleanup)
        answer = self.checkout.run("reset", "c0w1", behind=behind, MAVEN_OPTS=f"-Dmaven.repo.local={empty.name}")
        log = self.checkout.state / "logs" / "Java-library-and-commands.log"
        self.assertEqual(answer, (1, "", f"\n\"{TITLES[1]}\" needs the network, and it could not be reached.\n"
                                  f"hint: connect and run the same command again; {KEPT} The log: {log}\n"))
        stamp.write_bytes(key)
        self.assertEqual(self.checkout.run("reset", "c0w1", behind=behind).code, 0)

    def test_an_edited_file_is_never_overwritten_and_reset_keeps_it(self):
        source, copy = self.checkout.folder / "notebooks" / "c0w1-half.ipynb", self.checkout.folder / "work" / "c0w1-half.ipynb"
        original, mine = copy.read_text(), copy.read_text().replace("throw new", "/* mine */ throw new")
        copy.write_text(mine)
        source.write_text(source.read_text().replace("half of 4", "half of four"))
        answer = self.checkout.run("lab", "--check")
        self.assertEqual((answer.code, answer.err), (0, ""))
        self.assertIn("    c0w1-half.ipynb: you edited it, so it stays as it is; the newer release is in c0w1-half.new-1.ipynb, "
                      "copy over what you want to keep\n", answer.out)
        self.assertEqual(copy.read_text(), mine)
        released = (copy.parent / "c0w1-half.new-1.ipynb").read_text()
        without_checksum = functools.partial(re.sub, r'"checksum": "\w+"', "")
        self.assertEqual(without_checksum(released), without_checksum(original.replace("half of 4", "half of four")))
        self.assertEqual(self.checkout.run("reset", "c0w1"), (
            0, "c0w1-half.ipynb: the original is back; your file is kept in c0w1-half.kept-1.ipynb\n", ""))
        self.assertEqual((copy.read_text(), (copy.parent / "c0w1-half.kept-1.ipynb").read_text()), (released, mine))

    def test_reset_of_a_week_that_there_is_not_lists_those_that_there_are(self):
        self.assertEqual(self.checkout.run("reset", "c9w9"), (2, "", "there is no week `c9w9`; known weeks: c0w1\n"))

    def test_submit_packs_the_copy_and_says_what_is_open(self):
        copy = self.checkout.folder / "work" / "c0w1-half.ipynb"
        before = copy.read_bytes(), copy.stat().st_mtime_ns
        answer = self.checkout.run("submit", "c0w1")
        archive = copy.parent / "c0w1-submission.zip"
        self.addCleanup(archive.unlink)
        self.assertEqual((answer.code, answer.err), (0, ""))
        self.assertRegex(answer.out, rf"^{re.escape(str(archive))}\n  holds c0w1-half.ipynb as it was saved on [-\d]+ at \d\d:\d\d; "
                                     r"answered: 0 of 1\n  half: not answered yet\n$")
        with zipfile.ZipFile(archive) as packed:
            self.assertEqual(packed.read(copy.name), before[0])
            manifest = json.loads(packed.read("manifest.json"))
        self.assertEqual((manifest["week"], manifest["sha256"]), ("c0w1", hashlib.sha256(before[0]).hexdigest()))
        self.assertEqual((copy.read_bytes(), copy.stat().st_mtime_ns), before)

    def test_release_makes_the_learners_notebooks_and_never_over_their_own(self):
        copy = self.checkout.folder / "work" / "c0w1-half.ipynb"
        before = copy.read_bytes()
        self.assertEqual(self.checkout.run("release", "--out", str(copy.parent)), (
            2, "", "--out is the folder of the learner's own copies, which the release would overwrite; name another folder.\n"
                   "hint: ./course help says what it takes.\n"))
        self.assertEqual(copy.read_bytes(), before)
        self.assertEqual(self.checkout.run("release"), (0, "c0w1-half.ipynb: released\n", ""))
        self.assertIn("not answered", (self.checkout.folder / "target" / "release" / "c0w1-half.ipynb").read_text())

    def test_a_week_that_gives_its_answer_away_is_neither_released_nor_placed(self):
        source = self.checkout.folder / "notebooks" / "c0w2-leak.ipynb"
        source.write_text(week("n / 2 + 0 * n").replace("half of 4", "return n/2 + 0*n").replace('"half', '"leak').replace("cell-", "leak-"))
        self.addCleanup(source.unlink)
        leak = (f"{source}: cell 2 (grade_id leak-checks), source: holds line 3 of the solution in cell 1 (grade_id leak) of {source}; "
                "take it out of what learners see\n")
        self.assertEqual(self.checkout.run("release"), (1, "c0w1-half.ipynb: released\n", leak))
        self.assertFalse((self.checkout.folder / "target" / "release" / source.name).exists())
        answer = self.checkout.run("lab", "--check")
        self.assertEqual((answer.code, answer.err), (0, ""), answer)
        self.assertIn(f"    {leak}", answer.out)
        self.assertFalse((self.checkout.folder / "work" / source.name).exists())

    def test_a_taken_port_and_a_port_that_needs_root_are_named(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            answer = self.checkout.run("lab", "--port", str(port))
        self.assertEqual(answer, (1, "", f"\nPort {port} is taken, perhaps by another JupyterLab. "
                                  "Choose another one, or leave --port out and a free one is found.\n"))
        self.assertEqual(self.checkout.processes(), [])
        behind = ["setpriv", "--bounding-set=-net_bind_service"] if os.geteuid() == 0 else []
        limit = pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
        if (limit.exists() and int(limit.read_text()) <= 80) or (behind and not runs(*behind)):
            self.skipTest("port 80 needs no root here")
        self.assertEqual(self.checkout.run("lab", "--port", "80", behind=behind), (
            1, "", "\nPort 80 needs root. Choose one above 1023: ./course lab --port 8890\n"))

    def test_ctrl_c_ends_a_lab_with_a_running_kernel_and_leaves_no_process(self):
        start = time.monotonic()
        process = self.checkout.start("lab")
        said = iter(process.stdout.readline, "")
        port, token = next(filter(None, map(url, said)))
        print(f"\n  second start: {time.monotonic() - start:.1f} s", flush=True)
        self.assertEqual(status(port, token, "POST", "/api/kernels", {"name": "java"})[0], 201)
        self.assertTrue(self.checkout.runs("jjava.jar"))
        code, out, err = self.checkout.interrupt(process)
        self.assertEqual((code, out.strip(), err), (
            0, "Stopped. Everything that was saved is in the work folder; ./course lab opens it again.", ""))
        self.assertEqual(self.checkout.processes(), [])

    def test_ctrl_c_while_the_server_starts_leaves_no_process(self):
        process = self.checkout.start("lab", "--check")
        wait_for(lambda: self.checkout.runs("-m jupyterlab"), "JupyterLab starts")
        answer = self.checkout.interrupt(process)
        self.assertEqual((answer.code, answer.err), (130, ""))
        self.assertEqual(self.checkout.processes(), [])

    def saved_model(self, base):
        """A small network with random weights as version 1 of `base`."""
        source = pathlib.Path(TEMPORARY.name) / "Save.java"
        source.write_text("""import io.mlopslabs.engine.*;
            class Save {
                public static void main(String[] folder) {
                    Network.create(Architecture.smallCnn(), new ai.djl.ndarray.types.Shape(1, 28, 28), java.util.List.of("a", "b"), 1,
                        DeviceChoice.CPU).save(java.nio.file.Path.of(folder[0]));
                }
            }""")
        kernel = json.loads((self.checkout.folder / ".venv/share/jupyter/kernels/java/kernel.json").read_text())
        class_path = (self.checkout.state / "lib/kernel.classpath").read_text().strip()
        subprocess.run([kernel["argv"][0], "-cp", class_path, str(source), str(base / "1")], check=True, capture_output=True)

    def test_serve_answers_until_it_is_stopped_and_says_what_is_wrong_with_a_port_or_a_folder(self):
        base = pathlib.Path(TEMPORARY.name) / "my models" / "fashion"
        (base / "latest").mkdir(parents=True)
        self.assertEqual(self.checkout.run("serve", str(base)), (
            1, "", f"\n{base} holds no version of a model.\nhint: a version is a folder with a number, such as {base}/1, "
                   "that save of ImageClassifier or TabularModel wrote.\n"))
        self.saved_model(base)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        for end in (signal.SIGINT, signal.SIGTERM):
            process = self.checkout.start("serve", str(base), "--port", port)
            said = [process.stdout.readline() for _ in range(6)]
            self.assertEqual("".join(said), f"""\
Serving fashion (version 1) at http://127.0.0.1:{port}; Ctrl-C stops.

  curl http://127.0.0.1:{port}/v1/models/fashion
  curl -F image=@PICTURE.png -o found.png 'http://127.0.0.1:{port}/v1/models/fashion:detect?confidence=0.5'

http://127.0.0.1:{port}/openapi.json describes every path.
""")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=30) as answer:
                self.assertEqual(json.loads(answer.read()), {"status": "ready", "models": {"fashion": [1]}})
            if end == signal.SIGINT:
                self.assertEqual(self.checkout.run("serve", str(base), "--port", port), (
                    1, "", f"\nPort {port} of 127.0.0.1 is taken.\nhint: stop what listens there, or choose another port.\n"))
            os.killpg(process.pid, end)
            self.assertEqual(self.checkout.end(process, 30), (0, "Stopped.\n", ""))
            self.assertEqual(self.checkout.processes(), [])

    def test_data_tells_a_pipeline_by_its_exit_code_what_it_found_and_prints_what_other_tools_read(self):
        folder = pathlib.Path(TEMPORARY.name) / "some data"
        folder.mkdir()
        good, bad, schema, page = folder / "good.csv", folder / "bad.csv", folder / "schema.pbtxt", folder / "report.html"
        good.write_text("age,job\n17,clerk\n18,baker\n")
        bad.write_text("age,job\n17,thief\n18,Bäcker\n")
        proposed = self.checkout.run("data", "schema", str(good))
        self.assertEqual((proposed.code, proposed.err), (0, ""))
        schema.write_text(proposed.out)
        self.assertEqual(self.checkout.run("data", "validate", str(good), "--schema", str(schema)), (0, "No anomalies found.\n", ""))
        found = self.checkout.run("data", "validate", str(bad), "--schema", str(schema), "--json")
        self.assertEqual((found.code, found.err), (1, ""))
        self.assertEqual(json.loads(found.out)["anomalyInfo"]["job"]["severity"], "ERROR")
        statistics = self.checkout.run("data", "stats", str(bad), "--json", LC_ALL="C")
        self.assertEqual((statistics.code, statistics.err), (0, ""))
        self.assertIn("Bäcker", statistics.out)
        self.assertEqual(json.loads(statistics.out)["datasets"][0]["numExamples"], "2")
        self.assertEqual(self.checkout.run("data", "report", str(good), "--against", str(bad), "-o", str(page)), (0, "", f"Wrote {page}.\n"))
        self.assertIn("<title>good.csv, bad.csv</title>", page.read_text())
        self.assertEqual(self.checkout.run("data", "stats", str(folder / "none.csv")), (
            3, "", f"\nThere is no file {folder}/none.csv.\nhint: check the path.\n"))
        self.assertEqual(self.checkout.run("data", "validate", str(good)), (
            2, "", "\nMissing required option: '--schema=SCHEMA'.\nhint: ./course data validate --help says what it takes.\n"))
        self.assertEqual(self.checkout.processes(), [])

    def test_two_clones_at_once_have_a_port_a_token_and_a_kernel_each(self):
        folder = pathlib.Path(TEMPORARY.name) / "second"
        shutil.copytree(self.checkout.folder, folder, symlinks=True)
        second = Checkout(folder)
        self.addCleanup(second.kill)
        self.assertEqual(second.run("reset", "c0w1").code, 0)
        spec = (second.folder / ".venv/share/jupyter/kernels/java/kernel.json").read_text()
        self.assertIn(str(second.folder), spec)
        self.assertNotIn(str(self.checkout.folder), spec)
        labs = [c.start("lab") for c in (self.checkout, second)]
        doors = [next(filter(None, map(url, iter(lab.stdout.readline, "")))) for lab in labs]
        self.assertEqual([status(*door)[0] for door in doors], [200, 200])
        self.assertEqual([status(doors[0][0], doors[1][1])[0], status(doors[1][0], doors[0][1])[0]], [403, 403])
        self.assertEqual(self.checkout.interrupt(labs[0]).code, 0)
        self.assertEqual(status(*doors[1])[0], 200)
        self.assertEqual(second.interrupt(labs[1]).code, 0)
        self.assertEqual(self.checkout.processes() + second.processes(), [])

    def test_a_notebook_that_fails_says_the_cell_and_what_java_said(self):
        folder = pathlib.Path(TEMPORARY.name) / "note books"
        folder.mkdir()
        broken = {
            "throws": notebook("int a = 1;", "int f(int n) {\n    int zero = n - n;\n    return n / zero;\n}\nf(a)"),
            "own": notebook("class Sad extends RuntimeException { }\ntry { Integer.parseInt(\"x\"); } catch (Exception e) { throw "
                            "(Sad) new Sad().initCause(e); }"),
            "compile": notebook("int b = a +;"), "exits": notebook("int a = 1;", "System.exit(3);"), "text": "hello", "list": "[]"}
        for name, content in broken.items():
            (folder / f"{name}.ipynb").write_text(content)
        paths = [str(folder / f"{name}.ipynb") for name in (*broken, "none")]
        code, out, err = self.checkout.run("run", *paths)
        self.assertEqual((code, err), (1, ""))
        self.assertNotIn("Traceback", out)
        self.assertRegex(out, r"\n  cell   1/2  int a = 1; +\d\.\d s\n")
        found = {m[1]: m[2] for m in re.finditer(r"FAILED (\w+)\.ipynb  [\d.]+ s\n((?:  .*\n)+)", out)}
        self.assertEqual(found, {
            "throws": "  cell 2 (int f(int n) {)\n  java.lang.ArithmeticException: / by zero\n  at: return n / zero;\n",
            "own": "  cell 1 (class Sad extends RuntimeException { })\n  Sad\n"
                   "  Caused by: java.lang.NumberFormatException: For input string: \"x\"\n"
                   "  at: try { Integer.parseInt(\"x\"); } catch (Exception e) { throw (Sad) new Sad().initCause(e); }\n",
            "compile": "  cell 1 (int b = a +;)\n  does not compile:\n    |   int b = a +;\n    illegal start of expression\n",
            "exits": "  cell 2 (System.exit(3);)\n  the kernel ended by itself: System.exit, a crash, or memory ran out "
                     "(the heap's limit is in the kernel's -Xmx)\n",
            "text": f"  {paths[4]} is not a notebook: Notebook does not appear to be JSON: 'hello'\n",
            "list": f"  {paths[5]} is not a notebook: 'list' object has no attribute 'get'\n",
            "none": f"  {paths[6]} cannot be read: No such file or directory\n"})
        self.assertTrue(out.endswith("notebooks: 0 passed, 7 failed\n"))
        self.assertEqual(self.checkout.processes(), [])

    def test_the_notebooks_of_the_checkout_run_where_none_is_named(self):
        answer = self.checkout.run("run")
        self.assertEqual((answer.code, answer.err), (0, ""))
        self.assertRegex(answer.out, r"\nok     c0w1-half\.ipynb  [\d.]+ s  \(half passed\)\nnotebooks: 1 passed, 0 failed\n$")

    def test_doctor_says_what_there_is_on_one_screen(self):
        code, out, err = self.checkout.run("doctor")
        self.assertEqual((code, err), (0, ""))
        facts = dict(re.findall(r"^  (\w+) +(.+)$", out, re.MULTILINE))
        self.assertEqual(list(facts)[:9], ["JDK", "Maven", "Python", "kernel", "memory", "disk", "containers", "engine", "device"])
        self.assertRegex(facts["JDK"], r"^\d+ in /")
        self.assertRegex(facts["Maven"], r"^\d+\.\d+\.\d+$")
        self.assertEqual(facts["kernel"], "installed in .venv")
        self.assertRegex(facts["engine"], "^PyTorch ")
        self.assertLessEqual(len(out.splitlines()), 24)


if __name__ == "__main__":
    unittest.main()
