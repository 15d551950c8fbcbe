"""An HTTP relay before a model server: adds headers that the binary cannot send, and remembers.

The mock models inject a fault where a request's header asks for it. As a proxy ($HTTP_PROXY,
$HTTPS_PROXY) the relay also lets the binary ask for openrouter.ai and reach a mock.
"""

import contextlib
import http.client
import http.server
import json
import socket
import threading
import time
import urllib.parse

UPSTREAM_LIMIT = 60
# Of one hop only; the relay has its own.
OF_ONE_HOP = {"connection", "proxy-connection", "keep-alive", "transfer-encoding", "content-length"}


class Relay:
    """Passes requests on to a port of this machine."""

    def __init__(self, upstream):
        self.upstream = upstream
        # What was asked, oldest first.
        self.seen = []
        self._added, self._times = {}, 0
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"relay": self})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def adds(self, headers, times):
        """Adds these headers to the next so many requests, and forgets what was asked before."""
        with self._lock:
            self.seen, self._added, self._times = [], headers, times

    def take(self, request):
        """Remembers a request; returns the headers to add to it."""
        with self._lock:
            self.seen.append(request)
            self._times -= 1
            return self._added if self._times >= 0 else {}

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class Request:
    """A request as the binary sent it."""

    def __init__(self, target, headers, body):
        self.at = time.monotonic()
        self.target = target
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = json.loads(body)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    relay = None

    def do_POST(self):
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        added = self.relay.take(Request(self.path, self.headers, body))
        headers = {k: v for k, v in self.headers.items() if k.lower() not in OF_ONE_HOP}
        # As a proxy it is asked for a whole URL.
        path = urllib.parse.urlsplit(self.path).path
        port = self.relay.upstream
        upstream = http.client.HTTPConnection("127.0.0.1", port, timeout=UPSTREAM_LIMIT)
        # A connection that breaks is passed on by breaking ours: without the chunk that ends it.
        with contextlib.closing(upstream), contextlib.suppress(OSError, http.client.HTTPException):
            upstream.request("POST", path, body, {**headers, **added})
            self._pass_on(upstream.getresponse())

    def do_CONNECT(self):
        # Whatever the host: it is TLS from here on, and the certificate tells who is there.
        self.close_connection = True
        with socket.create_connection(("127.0.0.1", self.relay.upstream), UPSTREAM_LIMIT) as there:
            self.send_response_only(200)
            self.end_headers()
            back = threading.Thread(target=_copy, args=(there, self.connection), daemon=True)
            back.start()
            _copy(self.connection, there)
            back.join(UPSTREAM_LIMIT)

    def _pass_on(self, answer):
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OF_ONE_HOP:
                self.send_header(name, value)
        self.send_header("connection", "close")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        while piece := answer.read1(65536):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


def _copy(source, target):
    """Copies bytes until either side is gone, and says so to the other."""
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
