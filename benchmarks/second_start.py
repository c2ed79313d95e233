"""How soon the second `make run` answers, when nothing has changed: until the first page, in seconds and in processor time.

    .venv/bin/python benchmarks/second_start.py [--times 3]

With a demonstration of its own. It fails when the quickest start takes longer than LONGEST. Processor time, that of all its
processes together, is what says something on a machine that does other work besides.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.demo import environment_of, free_port, made_once

LONGEST = 2.0  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


def start(folder):
    """(seconds, seconds of processor time) until the home page came."""
    environment = environment_of(folder, port := free_port())
    begun = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as demo:
        try:
            while not has_answered(f"http://localhost:{port}/fi/"):
                time.sleep(0.01)
            return time.monotonic() - begun, sum(processor_time(process) for process in with_children(demo.pid))
        finally:
            demo.terminate()


def has_answered(url):
    try:
        with urlopen(url, timeout=30) as response:  # noqa: S310  # ours
            return bool(response.read())
    except OSError:
        return False


def with_children(process):
    """Its number and those of all processes that it began, as Linux knows them."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(number for child in children for number in with_children(child))]


def processor_time(process):
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else Python compiles everything at each start
    with tempfile.TemporaryDirectory(prefix="oph-start-") as name:
        folder = made_once(Path(name) / "demo")
        start(folder)
        starts = [start(folder) for _time in range(options.times)]
    for seconds, of_processor in starts:
        print(f"{seconds:.2f} s, {of_processor:.2f} s of processor time")
    quickest = min(starts)[0]
    sys.exit(f"Longer than {LONGEST} s." if quickest > LONGEST else 0)


if __name__ == "__main__":
    main()
