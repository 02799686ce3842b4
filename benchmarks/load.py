"""People who ask for one page again and again over connections that they keep open.

Each asks anew as soon as the answer is in. The connections are dealt evenly among the server's
workers: a worker takes whichever it can get, and all in one hand would halve what is measured.
"""

import os
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import Server

TRIES = 200
HEAD = (
    "GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
    "Accept: text/html\r\nAccept-Language: da\r\nCookie: sessionid={session}\r\n\r\n"
)


@dataclass(frozen=True)
class Target:
    """A page of a server, and the request that a signed-in browser would send."""

    name: str
    server: Server
    url: str
    session: str

    @property
    def request(self) -> bytes:
        return HEAD.format(url=self.url, session=self.session).encode()


@dataclass(frozen=True)
class Slice:
    """What a short while of asking gave."""

    seconds: float
    times: list[float]
    length: int
    # Seconds of processor that the workers had.
    cpu: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    @property
    def cost(self) -> float:
        """Seconds of processor an answer."""
        return self.cpu / len(self.times)


class Connection:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> int:
        """Send it and read the whole answer, which must be a page; its length."""
        self.socket.sendall(request)
        got = self.socket.recv(262_144)
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head = got[:end].lower()
        if not head.startswith(b"http/1.1 200"):
            raise SystemExit(f"{request.split()[1].decode()}: {head[:300].decode()}")
        length = int(head.partition(b"content-length:")[2].split(None, 1)[0])
        missing = end + 4 + length - len(got)
        while missing > 0:
            missing -= len(self._more())
        return length

    def _more(self) -> bytes:
        if got := self.socket.recv(262_144):
            return got
        raise SystemExit("The server closed the connection.")

    def worker(self, workers: list[int]) -> int:
        """The process that has the other end."""
        ours = f":{self.socket.getsockname()[1]:04X}"
        rows = Path("/proc/net/tcp").read_text(encoding="utf-8").splitlines()
        inode = next((r.split()[9] for r in rows if r.split()[2].endswith(ours)), "")
        return next((pid for pid in workers if inode and _has(pid, inode)), 0)

    def close(self) -> None:
        self.socket.close()


def _has(pid: int, inode: str) -> bool:
    folder = f"/proc/{pid}/fd"
    for name in os.listdir(folder):
        with suppress(OSError):
            if os.readlink(f"{folder}/{name}") == f"socket:[{inode}]":
                return True
    return False


def connect(server: Server, light: bytes, count: int) -> list[Connection]:
    """So many connections, each worker's as many; ``light`` is asked so that someone takes one."""
    workers = server.workers
    share, kept, spare, had = count // len(workers), [], [], Counter()
    for _try in range(TRIES):
        one = Connection(server.port)
        one.ask(light)
        mine = one.worker(workers)
        fits = mine and had[mine] < share
        had[mine] += 1
        (kept if fits else spare).append(one)
        if len(kept) == count:
            break
        if not fits and len(spare) > 8:
            spare.pop(0).close()
    for one in spare:
        one.close()
    if len(kept) < count:
        raise SystemExit("The workers do not share the connections.")
    return kept


def press(
    target: Target, connections: list[Connection], seconds: float, *, is_first: bool
) -> Slice:
    """All ask for the page for so long, each at least once; the first time once more to warm up."""
    request, server = target.request, target.server

    def repeat(one: Connection) -> tuple[list[float], int]:
        times, deadline, length = [], time.perf_counter() + seconds, 0
        while not times or time.perf_counter() < deadline:
            begun = time.perf_counter()
            length = one.ask(request)
            times.append(time.perf_counter() - begun)
        return times, length

    with ThreadPoolExecutor(len(connections)) as pool:
        if is_first:
            list(pool.map(lambda one: one.ask(request), connections))
        before, begun = server.cpu(), time.perf_counter()
        found = list(pool.map(repeat, connections))
        spent, cpu = time.perf_counter() - begun, server.cpu() - before
    times = [one for some, _length in found for one in some]
    return Slice(spent, times, max(length for _some, length in found), cpu)
