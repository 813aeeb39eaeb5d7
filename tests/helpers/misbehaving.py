"""A server on this machine that answers each path as it is told to, however badly."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

Answer = bytes | Callable[[socket.socket, int], None]  # what goes out; or a function, told how often it was asked


class Server:
    """`answers` by path; other paths are 404. `asked` holds the requests in their order, as text."""

    def __init__(self, answers: dict[str, Answer], certificate: Path | None = None) -> None:
        self.answers, self.asked = answers, []
        self.lock = threading.Lock()
        self.context = None
        if certificate is not None:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self.context else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.asked]

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *how: object) -> None:
        self.socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self.context is not None:
                connection = self.context.wrap_socket(connection, server_side=True)
            self._answer(connection)
        connection.close()

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request and (block := connection.recv(4096)):
            request += block
            if request[:1] == b"\x16":  # TLS, which this server does not speak
                return connection.sendall(page("", status="400 Bad Request"))
        text = request.decode("latin-1")
        if not text:
            return None
        path = text.split(" ")[1]
        with self.lock:
            self.asked.append(text)
        times = self.paths().count(path)
        answer = self.answers.get(path, page("no such page", status="404 Not Found"))
        return connection.sendall(answer) if isinstance(answer, bytes) else answer(connection, times)


def page(body: str | bytes = "", *headers: str, status: str = "200 OK", type: str = "text/html; charset=utf-8",
         length: int | None = None) -> bytes:
    """An answer; its length is that of the body, unless another is told."""
    data = body.encode() if isinstance(body, str) else body
    size = len(data) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Type: {type}", f"Content-Length: {size}", *headers]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + data


def redirect(to: str, status: str = "302 Found") -> bytes:
    return page("", f"Location: {to}", status=status)


def packed(data: bytes, **how: str) -> bytes:
    return page(gzip.compress(data), "Content-Encoding: gzip", **how)


def silent(connection: socket.socket, times: int) -> None:
    """Takes the request and says nothing, until the other side hangs up."""
    connection.recv(1)


def dripping(data: bytes, pause: float = 0.02) -> Answer:
    """A byte at a time."""
    def answer(connection: socket.socket, times: int) -> None:
        for n in range(len(data)):
            connection.sendall(data[n:n + 1])
            time.sleep(pause)
    return answer


def endless(head: bytes, again: bytes) -> Answer:
    """The same for ever."""
    def answer(connection: socket.socket, times: int) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(again)
    return answer


def in_turn(*answers: bytes) -> Answer:
    """One after the other; the last from then on."""
    def answer(connection: socket.socket, times: int) -> None:
        connection.sendall(answers[min(times, len(answers)) - 1])
    return answer


def reset(connection: socket.socket, times: int) -> None:
    """Hangs up the hard way."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def certificate(folder: Path, name: str) -> Path:
    """A certificate for a name that nobody but its own roots vouches for, with its key, in one file."""
    path = folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", path, "-out", f"{path}.crt", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path
