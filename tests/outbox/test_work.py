import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_cleanly_when_it_is_told_to(number, tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "oph_site.settings", "DEMO": "1", "VAR_DIR": str(tmp_path)}
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    worker.stderr.readline()  # the first round: it finds no tables, says so and goes on

    worker.send_signal(number)

    assert worker.wait(timeout=10) == 0
