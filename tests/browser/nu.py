"""The Nu HTML checker, where Java is present (`make test` brings the checker)."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

CHECKER = Path(__file__).parent.parent / "tools/node_modules/vnu-jar/build/dist/vnu.jar"
QUICK = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]  # half the time for a program that ends after some seconds
NEEDED = bool(shutil.which("java") and CHECKER.exists())


def errors_in(sources):
    """[(place, what is wrong)] of pages given as {place: HTML}."""
    places = list(sources)
    with tempfile.TemporaryDirectory() as folder:
        for number, place in enumerate(places):
            Path(folder, f"{number}.html").write_bytes(sources[place])
        checked = subprocess.run(
            ["java", *QUICK, "-Xss4m", "-jar", CHECKER, "--errors-only", "--format", "json", "--exit-zero-always", folder],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = json.loads(checked.stderr)["messages"]
    return [(places[int(Path(m["url"]).stem)], m["message"], m.get("extract", "")[:120]) for m in found]
