import socket

import pytest
from django.core.management import CommandError, call_command

from oph_site.management.commands.serve import claim_port
from tests.browser.demo import free_port


def test_a_second_start_on_a_port_in_use_is_refused(settings, tmp_path):
    """Also where the first one shares its port with everybody, as granian does."""
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        first.bind(("127.0.0.1", 0))
        first.listen()
        settings.VAR_DIR = tmp_path
        settings.PORT = str(first.getsockname()[1])

        with pytest.raises(CommandError, match="in use"):
            call_command("serve")


def test_of_two_that_start_at_the_same_moment_one_is_refused(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    port = free_port()

    with claim_port("127.0.0.1", port), pytest.raises(CommandError, match="in use"):
        claim_port("127.0.0.1", port)
    claim_port("127.0.0.1", port).close()


@pytest.mark.parametrize(("header", "is_alone"), [(("HTTP_X_FORWARDED_PROTO", "https"), True), (None, False)])
def test_behind_a_proxy_a_worker_takes_no_second_connection(settings, monkeypatch, tmp_path, header, is_alone):
    """Browsers keep connections open without asking anything: without a proxy they would shut each other out."""
    settings.SECURE_PROXY_SSL_HEADER, settings.PORT = header, "0"
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr("os.execv", lambda _program, command: started.extend(command))
    started = []
    call_command("serve")

    assert ["--backpressure" in started, "--no-http1-keep-alive" in started] == [is_alone, is_alone]
