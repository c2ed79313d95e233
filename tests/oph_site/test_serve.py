import socket

import pytest
from django.core.management import CommandError, call_command


def test_a_second_start_on_a_port_in_use_is_refused(settings):
    """Also where the first one shares its port with everybody, as granian does."""
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        first.bind(("127.0.0.1", 0))
        first.listen()
        settings.PORT = str(first.getsockname()[1])

        with pytest.raises(CommandError, match="in use"):
            call_command("serve")
