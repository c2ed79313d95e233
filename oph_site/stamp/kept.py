"""What is expensive and public is worked out once, and kept by each process until the public site changes."""

from functools import wraps

from oph_site.stamp import moving


def kept_until_public_changes(read):
    """`read(*args)` runs once for each value of the stamp and of its arguments, which are few and can be hashed.

    What it returns is shared: nobody may change it. What also depends on the clock takes it as an argument
    (`pages.public_tree.epoch`).
    """
    kept = {}  # arguments → (the stamp before it was read, what was read)

    @wraps(read)
    def keeper(*args):
        stamp = moving.current()
        if stamp is None:
            return read(*args)
        before, found = kept.get(args, (None, None))
        if before != stamp:
            found = read(*args)
            for old in [old for old, (other, _found) in list(kept.items()) if other != stamp]:
                kept.pop(old, None)
            kept[args] = stamp, found
        return found

    return keeper
