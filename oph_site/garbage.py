"""How often Python looks for what nothing refers to any more."""

import gc


def collect_rarely():
    """After the start of a process that answers requests.

    What the start made is never looked through again, and a page makes some thousands of objects without a collection:
    else one answer in ten waits 20 to 50 ms longer than the others.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 50)
