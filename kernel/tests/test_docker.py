# SPDX-License-Identifier: Apache-2.0
"""docker/: the engine that a run starts and stops, word for word on machines that are not as it would like them; and the images."""
import os
import pathlib
import re
import subprocess
import unittest

import yaml

from checkout import NAMESPACES, ROOT, Checkout, Machine, runs, scratch

IMAGE = os.environ.get("COURSE_SANDBOX_IMAGE")  # set by ./course test where an engine answers
ALONE = [*NAMESPACES, "--pid", "--fork", "--mount-proc", "--kill-child"]  # a machine on which no other dockerd runs


class Engine(unittest.TestCase):
    """docker/engine.sh, on a machine that has what the test says."""

    def setUp(self):
        folder = scratch()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.machine = Machine(self.folder / "machine")
        self.checkout = Checkout(self.folder / "labs")
        self.addCleanup(self.checkout.kill)
        self.state = self.checkout.state / "engine"

    def engine(self, verb, behind=(), **environment):
        kept = {k: v for k, v in self.checkout.environment({}).items() if k != "DOCKER_HOST"}
        process = subprocess.Popen([*behind, str(self.checkout.folder / "docker" / "engine.sh"), verb], stdin=subprocess.DEVNULL, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**kept, **self.machine.environment, **environment})
        return self.checkout.end(process, 60)

    def alone(self):
        if not runs(*ALONE):
            self.skipTest("this machine refuses a process list of its own")

    def none(self, why, hint):
        return f"\n  NO CONTAINER ENGINE: {why}\n  Tests that need containers will be skipped and counted.\n  hint: {hint}\n\n"

    def test_an_engine_that_answers_is_taken_and_not_stopped(self):
        self.machine.command("docker", "exit 0")
        self.machine.command("dockerd", "touch /nowhere/never-called")
        self.assertEqual(self.engine("start"), (0, "container engine: one answers already\n", ""))
        self.assertEqual(self.engine("stop"), (0, "", ""))

    def test_who_is_not_root_reads_what_to_do_and_is_refused_only_if_that_was_asked_for(self):
        self.machine.command("id", "echo 1000")
        words = self.none("none answers, and starting one needs root.", "sudo docker/engine.sh start, with your user in the group docker.")
        self.assertEqual(self.engine("start"), (0, "", words))
        self.assertEqual(self.engine("start", COURSE_REQUIRE_DOCKER="1"), (1, "", words + "COURSE_REQUIRE_DOCKER=1 asks for one.\n"))

    def test_an_engine_elsewhere_that_does_not_answer_is_named_and_none_is_started_here(self):
        self.machine.command("docker", "exit 1")
        self.assertEqual(self.engine("start", DOCKER_HOST="tcp://127.0.0.1:1"), (0, "", self.none(
            "DOCKER_HOST names tcp://127.0.0.1:1, and nothing answers there.", "start that one, or unset DOCKER_HOST.")))
        self.assertFalse(self.machine.apt_was_called())

    def test_an_installation_that_fails_says_the_last_word_of_apt(self):
        self.machine.command("apt-get", "echo 'E: Unable to locate package docker.io' >&2; exit 100")
        self.assertEqual(self.engine("start"), (0, "container engine: installing docker.io iptables debootstrap\n", self.none(
            "apt-get could not install docker.io iptables debootstrap: E: Unable to locate package docker.io",
            f"the whole log is in {self.state}/apt.log")))

    def test_a_dockerd_that_ends_at_once_says_its_last_failure(self):
        self.alone()
        self.machine.command("docker", "exit 1")
        self.machine.command("dockerd", "echo starting; echo 'failed to start daemon: Devices cgroup is not mounted'; exit 1")
        self.assertEqual(self.engine("start", ALONE), (0, "", self.none(
            "dockerd does not start: failed to start daemon: Devices cgroup is not mounted",
            f"its log is in {self.state}/dockerd.log; it needs control groups and iptables.")))

    def test_what_was_started_is_stopped(self):
        self.alone()
        up, start, stop = self.folder / "up", self.checkout.folder / "docker" / "engine.sh", "\"$ENGINE\" stop"
        self.machine.command("docker", f'[ -e "{up}" ] && echo 20.10')
        self.machine.command("dockerd", f'echo $$ >"$2"; trap \'rm "{up}"; exit\' TERM; touch "{up}"; while :; do sleep 0.1; done')
        self.machine.command("both", f'"{start}" start && [ -e "{up}" ] && echo up && {stop} && [ ! -e "{up}" ] && echo down && {stop}')
        answer = self.engine("start", [*ALONE, "both"], ENGINE=str(start))
        self.assertEqual((answer.code, answer.err), (0, ""))
        self.assertRegex(answer.out, r"^container engine: version 20\.10 started, \d+ s\nup\ncontainer engine: stopped\ndown\n$")

    def test_an_image_that_this_machine_cannot_build_is_told_from_one_that_is_wrong(self):
        jars = self.checkout.state / "lib"
        jars.mkdir(parents=True)
        for name in ("labs-lib.jar", "command.classpath", "kernel.classpath"):
            (jars / name).write_text("" if name.endswith(".jar") else str(jars / "labs-lib.jar") + "\n")
        image = self.checkout.folder / "docker" / "image.sh"

        def built(reaches):
            self.machine.command("docker", 'case "$1 $2" in "image inspect") case $3 in mlops-labs-base:*) ;; *) exit 1 ;; esac ;; '
                                           f'build*) echo wrong >&2; exit 1 ;; "run --rm") {reaches} ;; esac')
            process = subprocess.Popen([str(image), "sandbox"], stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, env={**self.checkout.environment({}), **self.machine.environment})
            return self.checkout.end(process, 60)

        self.assertEqual(built("true"), (1, "", "wrong\n"))
        self.assertEqual(built("false"), (1, "", "wrong\nNO IMAGE: a container on this machine reaches no Debian mirror, "
                                                "so nothing can be installed in it.\n"))

    def test_a_stale_note_of_a_process_stops_nobody(self):
        self.state.mkdir(parents=True)
        bystander = subprocess.Popen(["sleep", "60"])
        self.addCleanup(bystander.wait)
        self.addCleanup(bystander.kill)
        (self.state / "pid").write_text(str(bystander.pid))
        self.assertEqual(self.engine("stop"), (0, "", ""))
        self.assertIsNone(bystander.poll())
        self.assertFalse((self.state / "pid").exists())


class Compose(unittest.TestCase):
    def test_every_service_listens_on_the_loopback_alone_and_has_no_rights(self):
        services = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text())["services"]
        self.assertEqual(list(services), ["lab", "lab-gpu"])
        for name, service in services.items():
            with self.subTest(service=name):
                self.assertTrue(all(port.startswith("127.0.0.1:") for port in service["ports"]))
                self.assertEqual((service["cap_drop"], service["security_opt"]), (["ALL"], ["no-new-privileges:true"]))


def docker(*arguments, seconds=120):
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, timeout=seconds)


@unittest.skipUnless(IMAGE, "no container engine answers; docker/engine.sh start says why")
class Images(unittest.TestCase):
    """The images of this checkout."""

    def image(self, *arguments):
        built = subprocess.run([str(ROOT / "docker" / "image.sh"), *arguments], capture_output=True, text=True, timeout=600)
        self.assertEqual(built.returncode, 0, built.stderr)
        return built

    def test_an_unchanged_image_is_not_built_again(self):
        again = self.image("sandbox")
        self.assertEqual((again.stdout, again.stderr), (IMAGE + "\n", ""))
        self.assertFalse((ROOT / ".course" / "jars").exists(), "what is old by the next build")

    def test_the_lab_opens_as_a_plain_user_with_no_rights_and_stops_without_a_rest(self):
        lab = self.image("lab").stdout.strip()
        ran = docker("run", "--rm", "--init", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "none", lab, "--check")
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        placed = "".join(rf"{re.escape(n.name)}: placed\n" for n in sorted((ROOT / "notebooks").glob("*.ipynb")))
        self.assertRegex(ran.stdout, rf"^{placed}  JupyterLab answers .*\n  a Java kernel evaluated a cell .*\n"
                                     r"  stopped, no process left .*\nEverything works: ./course lab opens the labs\.\n$")

    def test_the_sandbox_holds_neither_notebooks_nor_exercises_nor_the_grader_and_nothing_that_its_user_may_change(self):
        found = docker("run", "--rm", "--network", "none", IMAGE, "find", "/opt", "-name", "*.ipynb", "-o", "-name", "*exercise*.yaml",
                       "-o", "-name", "grading*", "-o", "-writable", "!", "-type", "l")
        self.assertEqual((found.returncode, found.stdout, found.stderr), (0, "", ""))


if __name__ == "__main__":
    unittest.main()
