"""A real nginx with deploy/nginx.conf, in front of a site that a test plays or that runs: on free ports, in a folder of its own."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from tests.browser.demo import free_port
from tests.certificate import write_certificate

ROOT = Path(__file__).resolve().parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# What many sites have, and what keeps a page that was withdrawn for ever when its 404 may not be kept.
USUAL_RECIPE = """
    proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;
    proxy_cache_background_update on;"""
AROUND = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    access_log off;
    types {{ text/html html; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/site.conf;
}}
"""


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes


class Site:
    """The application behind the proxy, as a test wants it: answers is {address: Answer}; asked, the addresses in their order."""

    def __init__(self, port):
        self.port, self.answers, self.asked, self.server = port, {}, [], None

    def start(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer = site.answers.get(self.path, Answer(404, {}, b"nothing"))
                if answer.status == 200 and answer.headers.get("ETag", "-") == self.headers.get("If-None-Match"):
                    answer = Answer(304, answer.headers, b"")
                self.send_response(answer.status)
                for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                    if name != "Connection":
                        self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer.body)

            do_POST = do_HEAD = do_GET

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self):
        """Nothing answers any more: nginx says 502."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


class Proxy:
    def __init__(self, port):
        self.port, self.url = port, f"https://localhost:{port}"

    def get(self, address, method="GET", **headers):
        connection = HTTPSConnection("localhost", self.port, context=ssl._create_unverified_context(), timeout=30)
        try:
            connection.request(
                method, address, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()


def configuration(folder, *, var, application, http, https):
    """The file of deploy/ with other ports and folders; each of them must be in it."""
    text = (ROOT / "deploy/nginx.conf").read_text()
    for old, new in {
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
        "server_name www.example.org;": "server_name localhost;",
        "/etc/ssl/oph-site/": f"{folder}/",
        "/var/lib/nginx/oph-site": f"{folder}/cache",
        "/srv/oph-site/var/": f"{var}/",
        "server 127.0.0.1:8000 ": f"server 127.0.0.1:{application} ",
        "/var/log/nginx/": f"{folder}/",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@contextmanager
def serving(folder, *, var, application, instead=()):
    """nginx in front of the application on that port; yields a Proxy.

    var: the folder of the site with uploads/ and mirror/. instead: (old, new) pieces of the configuration.
    """
    folder.mkdir()
    https = free_port()
    text = configuration(folder, var=var, application=application, http=free_port(), https=https)
    for old, new in instead:
        assert old in text, old
        text = text.replace(old, new)
    write_certificate(folder)
    (folder / "site.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""  # else it could not enter the folder of the tests
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(https, process, folder)
        yield Proxy(https)
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port, process, folder):
    for _try in range(200):
        assert process.poll() is None, (folder / "error.log").read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx did not start")
