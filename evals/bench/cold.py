"""Cold starts: a fresh process each, its wall time and its peak memory.

Linux counts the memory of the process that starts another into the other's peak, so the starts are made from a small
process of their own: `python -m evals.bench.cold` reads the commands and writes the figures as JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the end of the first answer, and peak memory in megabytes."""

    seconds: float
    megabytes: float


def start_once(command: Sequence[str], environment: Mapping[str, str]) -> Start:
    """Run the command to its end. Raises RuntimeError when it fails, because then it did not answer."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], list(command), dict(environment), file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    if status:
        raise RuntimeError(f"{' '.join(command[:4])} ... failed with status {os.waitstatus_to_exitcode(status)}")
    return Start(seconds, usage.ru_maxrss / 1024)


def compare_apart(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], repeats: int
) -> dict[str, Start]:
    """What `compare` finds, from a small process."""
    asked = json.dumps({"commands": {name: list(command) for name, command in commands.items()}, "repeats": repeats})
    ran = subprocess.run(
        [sys.executable, "-m", "evals.bench.cold"],
        input=asked,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=dict(environment),
    )
    return {name: Start(*figures) for name, figures in json.loads(ran.stdout).items()}


def compare(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], repeats: int) -> dict[str, Start]:
    """The medians of each command; they take turns, after one unmeasured start each that fills the file cache."""
    taken: dict[str, list[Start]] = {name: [] for name in commands}
    for attempt in range(repeats + 1):
        for name, command in commands.items():
            start = start_once(command, environment)
            if attempt:
                taken[name].append(start)
    return {
        name: Start(statistics.median(s.seconds for s in starts), statistics.median(s.megabytes for s in starts))
        for name, starts in taken.items()
    }


def main() -> None:
    """Read the commands from standard input, write the medians to standard output."""
    asked = json.load(sys.stdin)
    found = compare(asked["commands"], os.environ, asked["repeats"])
    json.dump({name: (start.seconds, start.megabytes) for name, start in found.items()}, sys.stdout)


if __name__ == "__main__":
    main()
