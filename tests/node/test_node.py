"""The pure logic of the scripts, judged by Node's own test runner."""

import re
import subprocess
from pathlib import Path

SCRIPTS = sorted(Path(__file__).parent.glob("*.test.js"))


def test_the_scripts_pass_their_own_tests_in_node() -> None:
    run = subprocess.run(
        ["node", "--test", "--test-reporter=tap", *SCRIPTS],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert passed(run.stdout) >= len(SCRIPTS) > 0


def passed(report: str) -> int:
    """Read from the last lines of a TAP report how many tests passed."""
    found = re.search(r"^# pass (\d+)$", report, re.MULTILINE)
    return int(found[1]) if found else 0
