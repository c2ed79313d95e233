"""One question to another server, asked of a server in the test itself; and whom the guard lets nobody ask."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest

from oph_site.link_check import asking
from oph_site.link_check.asking import Answer, look
from oph_site.link_check.guard import NotPublic, public_addresses


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        self.server.asked.append((self.command, self.path, self.headers["Host"], self.headers["User-Agent"]))
        asked = urlsplit(self.path)
        what = asked.path.strip("/")
        if what == "cut":
            self.close_connection = True
            return
        if what == "trickle":
            try:
                for _second in range(50):
                    self.wfile.write(b"H")
                    threading.Event().wait(0.1)
            except OSError:
                pass
            return
        head, _, get = what.partition("-then-")
        status = get if self.command == "GET" and get else head
        self.send_response(int(status))
        if asked.query:
            self.send_header("Location", unquote(asked.query))
        if status == "429":
            self.send_header("Retry-After", "3600")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815  # named by http.server

    def log_message(self, *args):
        return


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def ask(server, path):
    """Asks the test's server under a name that no resolver knows, as if the guard had let it through."""

    def only_the_test(host, port):
        return ["127.0.0.1"] if host == "server.test" else public_addresses(host, port)

    return look(f"http://server.test:{server.server_port}{path}", guard=only_the_test)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer("", 200)),
        ("/302?/200", Answer("", 200)),
        ("/405-then-200", Answer("", 200)),
        ("/404-then-200", Answer("", 200)),
        ("/404", Answer("gone", 404)),
        ("/410", Answer("gone", 410)),
        ("/500", Answer("error", 500)),
        ("/403", Answer("shut", 403)),
        ("/429", Answer("shut", 429, 3600)),
        ("/301?/404", Answer("gone", 404)),
        ("/cut", Answer("silent")),
    ],
)
def test_what_a_server_answers_is_told_in_one_word(server, path, answer):
    assert ask(server, path) == answer


def test_head_is_asked_first_and_get_only_where_it_does_not_work(server):
    ask(server, "/200")
    ask(server, "/405-then-200")
    ask(server, "/429")

    host = f"server.test:{server.server_port}"
    agent = "LinkCheck/1.0 (+http://testserver/)"
    assert server.asked == [
        ("HEAD", "/200", host, agent), ("HEAD", "/405-then-200", host, agent), ("GET", "/405-then-200", host, agent),
        ("HEAD", "/429", host, agent),
    ]  # fmt: skip


def test_a_server_that_redirects_to_itself_is_left_after_five_times(server):
    server.RequestHandlerClass = Circle

    assert ask(server, "/circle") == Answer("loop", 302)
    assert len(server.asked) == asking.MOST_REDIRECTS + 1


class Circle(Handler):
    def answer(self):
        self.server.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/circle")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815


def test_a_server_that_trickles_is_left_at_the_deadline(server, monkeypatch):
    monkeypatch.setattr(asking, "DEADLINE", 0.5)

    assert ask(server, "/trickle") == Answer("silent")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/secret", "http://localhost/secret", "http://[::1]/", "http://10.0.0.1/"]
)
def test_a_redirect_into_our_own_network_is_not_followed(server, target):
    target = target.format(port=server.server_port)

    assert ask(server, f"/302?{target}") == Answer("not_public")
    assert len(server.asked) == 1  # the redirect alone


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://0/", "http://localhost/",
        "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/", "http://198.18.0.1/",
        "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://[fe80::1]/",
        "http://[fc00::1]/", "http://[ff02::1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[2001:db8::1]/",
        "http://8.8.8.8:22/", "http://8.8.8.8:8080/",
    ],
)  # fmt: skip
def test_no_address_beside_us_and_no_other_port_is_ever_asked(url, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", never)

    assert look(url) == Answer("not_public")


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["93.184.215.14", "10.0.0.1"],
        ["2606:2800:21f::1", "::1"],
        ["93.184.215.14", "::ffff:192.168.0.1"],
    ],
)
def test_a_name_that_leads_to_one_address_beside_us_is_refused_whole(found):
    with pytest.raises(NotPublic):
        public_addresses("rebinding.example", 80, lookup=answers(found))


def test_a_name_on_the_public_internet_passes_with_all_its_addresses():
    found = ["93.184.215.14", "2606:2800:21f::1"]

    assert public_addresses("www.example.org", 443, lookup=answers(found)) == found


def answers(found):
    return lambda host, port, **kwargs: [(0, 0, 0, "", (address, port)) for address in found]


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "http://", "http://user:secret@example.org/", "http://a..b/", "http://[", "http://x:99999/"],
)
def test_what_is_no_web_address_is_called_mistyped(url):
    assert look(url) == Answer("malformed")


def test_a_name_that_does_not_exist_is_told():
    assert look("http://no-such-name.invalid/") == Answer("no_name")
