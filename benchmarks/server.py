"""The server as its unit starts it in production, for the product and for the floor beside it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS, FLOOR = "referenceledelse.wsgi:application", "benchmarks.floor.wsgi:application"
PATIENCE = 60


def production(folder: Path) -> dict[str, str]:
    """What deploy/settings.env says, with places of this run."""
    lines = (ROOT / "deploy/settings.env").read_text(encoding="utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    bare = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    return bare | {
        **told,
        "SECRET_KEY": "only-for-this-run" * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEFAULT_FROM_EMAIL": "referenceledelse@example.org",
        "DJANGO_SETTINGS_MODULE": "referenceledelse.settings",
        "STATIC_ROOT": str(folder / "static"),
    }


@dataclass
class Server:
    """One that runs: the port it listens at, and the processes that answer."""

    port: int
    process: subprocess.Popen

    @property
    def workers(self) -> list[int]:
        """The processes that serve; not the one that only counts what the others leave behind."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
        return [int(one) for one in children if b"tracker" not in _file(one, "cmdline")]

    def cpu(self) -> float:
        """Seconds of processor that the workers have had so far, whoever else wanted some."""
        files = (one for pid in self.workers for one in Path(f"/proc/{pid}/task").iterdir())
        return sum(int((one / "schedstat").read_text().split()[0]) for one in files) / 1e9

    def memory(self) -> dict[str, int]:
        """Bytes of the workers together: ``rss`` counts what they share once each."""
        rolls = [_file(str(pid), "smaps_rollup").decode() for pid in self.workers]
        return {
            name.lower(): sum(1024 * int(re.search(rf"^{name}: *(\d+)", r, re.M)[1]) for r in rolls)
            for name in ("Rss", "Pss")
        }


def _file(pid: str, name: str) -> bytes:
    return Path(f"/proc/{pid}/{name}").read_bytes()


def command(application: str, port: int) -> list[str]:
    """The very line that systemd starts, in this folder and at a port of this run."""
    unit = (ROOT / "deploy/referenceledelse.service").read_text(encoding="utf-8")
    words = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1].split()
    told = [str(port) if word == "8001" else word for word in words[1:-1]]
    return [str(Path(sys.executable).parent / "granian"), *told, application]


@contextmanager
def served(application: str, environ: Mapping[str, str]) -> Iterator[Server]:
    """The application on a free port, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603
        command(application, port), cwd=ROOT, env=environ, start_new_session=True
    )
    server = Server(port, process)
    try:
        _wait(server)
        yield server
    finally:
        # It and its workers: they have nothing to finish, and would take their time.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(server: Server) -> None:
    """Until it listens and all its workers are there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", server.port), 1).close()
            if len(server.workers) > 1:
                return
        time.sleep(0.1)
    sys.exit("The server did not answer in time.")
