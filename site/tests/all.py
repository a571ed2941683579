# SPDX-License-Identifier: Apache-2.0
"""Runs test modules of this folder for ./course test, which reads a line of JSON for each test.

    python site/tests/all.py MODULE...
"""
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "extension")]


class Lines(unittest.TestResult):
    """One line when a test has ended; a test with several failing parts is one failing test."""

    def __init__(self):
        super().__init__()
        self.faulty = set()

    def say(self, test, outcome, words=""):
        print(json.dumps({"test": test.id(), "outcome": outcome, "words": words}), flush=True)

    def addSuccess(self, test):
        self.say(test, "passed")

    def addFailure(self, test, error, part=None):
        super().addFailure(test, error)
        if test.id() not in self.faulty:
            self.faulty.add(test.id())
            self.say(test, "failed", (f"{part}\n" if part else "") + self._exc_info_to_string(error, test))

    addError = addFailure

    def addSubTest(self, test, part, error):
        if error:
            self.addFailure(test, error, part)

    def addSkip(self, test, reason):
        self.say(test, "skipped", reason)


if __name__ == "__main__":
    result = Lines()
    unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:]).run(result)
    sys.exit(bool(result.faulty))
