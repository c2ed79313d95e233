"""Reads one upload in a process of its own: `python -I worker picture upload folder`. Knows nothing of the site.

Prints JSON: {"refused": reason, "about": …} or the facts; pictures and covers are written into the folder.
Memory, time and size of output are limited first: whatever a hostile file does happens to this process alone.
"""

import json
import resource
import sys
from importlib import import_module

from refusal import Refused

MEGABYTE = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 1024 * MEGABYTE,
    resource.RLIMIT_CPU: 10,  # seconds
    resource.RLIMIT_FSIZE: 20 * MEGABYTE,
    resource.RLIMIT_CORE: 0,
}


def limit_myself():
    for name, limit in LIMITS.items():
        most = resource.getrlimit(name)[1]
        limit = limit if most == resource.RLIM_INFINITY else min(limit, most)
        resource.setrlimit(name, (limit, limit))


def answer(kind, path, folder):
    try:
        reader = import_module({"pdf": "pdf", "picture": "picture"}.get(kind, "office"))  # after the limits
        return reader.read(path, folder, kind)
    except Refused as refusal:
        return {"refused": refusal.reason, "about": refusal.about[:200]}
    except MemoryError:
        return {"refused": "heavy"}


if __name__ == "__main__":
    limit_myself()
    print(json.dumps(answer(*sys.argv[1:])))
