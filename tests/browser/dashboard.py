"""Starts the dashboard as a reader's machine would, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@contextmanager
def running(script: Path = ROOT / "app.py", *, data: Path | None = None, port: int = 0) -> Iterator[str]:
    """Yield the address of a server of `script` over the tables in `data` (default: the project's); it ends with the block."""
    port = port or free_port()
    environment = {name: value for name, value in os.environ.items() if name != "TIMELINE_DATA"}
    if data:
        environment["TIMELINE_DATA"] = str(data)
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.address", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.kill()
        server.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once `address` answers.

    Raises:
        RuntimeError: with the server's output, if it ends or says nothing for a minute.
    """
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.kill()
    raise RuntimeError(f"the dashboard did not start:\n{(server.stdout.read() if server.stdout else b'').decode(errors='replace')}")
