"""Two people at once: tests of what they lock and wait for."""

from threading import Thread

from django.db import connection


def errors_of(*acts):
    """Runs the acts beside each other, each in a thread with a connection of its own: [error], when all have ended."""
    errors = []

    def run(act):
        try:
            act()
        except Exception as error:  # noqa: BLE001  # the test names it
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
