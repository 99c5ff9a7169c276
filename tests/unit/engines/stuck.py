"""A program whose two workers wait for ever; each says who it is by a file in the given folder."""

import sys

from gongshi.engines.executors import Crew
from tests.unit.engines.chores import wait_for_ever

if __name__ == "__main__":
    with Crew(2) as crew:
        for _ in crew.do(wait_for_ever, [sys.argv[1]] * 2):
            pass
