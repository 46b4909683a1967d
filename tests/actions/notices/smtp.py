"""A mail server of our own on a loopback port, with a ledger of every letter it said yes to."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import Parser


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender needs."""

    server: MailServer

    def handle(self) -> None:
        self._say("220 uji")
        while line := self.rfile.readline().decode(errors="replace").strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self._say("354 go on")
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        """Into the ledger first, then the yes: a sender may die between the two, which is the case to survive."""
        lines: list[str] = []
        while (line := self.rfile.readline().decode(errors="replace")) not in {".\r\n", ""}:
            lines.append(line.rstrip("\r\n"))
        if not line:
            return
        self.server.ledger.append(str(Parser().parsestr("\n".join(lines))["Message-ID"]))
        time.sleep(self.server.pause_s)
        self._say("250 taken")

    def _say(self, line: str) -> None:
        try:
            self.wfile.write(f"{line}\r\n".encode())
        except OSError:
            return


class MailServer(socketserver.ThreadingTCPServer):
    """`ledger` holds the Message-ID of each letter taken, in order, duplicates included."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, pause_s: float) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.ledger: list[str] = []
        self.pause_s = pause_s


@contextmanager
def mail_server(pause_s: float = 0.0) -> Iterator[MailServer]:
    """A running server; it waits `pause_s` between taking a letter and saying yes."""
    with MailServer(pause_s) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
