"""Tests of the websockets behind the guard: whose pages may open one, how many, how fast they bring messages; and a real server."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests import tiny
from tests.browser.dashboard import running
from timeline.server import sockets
from timeline.server.application import middleware
from timeline.server.guard import Guard
from timeline.server.sockets import is_own

OWN = [
    ("http://127.0.0.1:8501", "127.0.0.1:8501"), ("http://localhost:8501", "localhost:8501"), ("http://[::1]:8501", "[::1]:8501"), ("https://timeline.example", "timeline.example"),
    ("https://Timeline.example", "timeline.EXAMPLE"), ("https://timeline.example", "timeline.example:443"), ("http://timeline.example", "timeline.example:80"), (None, "timeline.example"), (None, ""),
]  # fmt: skip
FOREIGN = [
    ("http://127.0.0.1:9999", "127.0.0.1:8501"), ("http://localhost:8501", "127.0.0.1:8501"), ("https://evil.example", "timeline.example"), ("https://timeline.example.evil.example", "timeline.example"),
    ("https://timeline.example@evil.example", "timeline.example"), ("https://timeline.example:80", "timeline.example"), ("null", "timeline.example"), ("", ""), ("http://[", "["), ("file://", ""),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "host"), OWN)
def test_a_page_of_the_same_host_and_a_program_may_open_a_socket(origin: str | None, host: str) -> None:
    assert is_own(Headers({"host": host} | ({} if origin is None else {"origin": origin})))


@pytest.mark.parametrize(("origin", "host"), FOREIGN)
def test_a_page_of_another_host_or_port_may_not(origin: str, host: str) -> None:
    assert not is_own(Headers({"host": host, "origin": origin}))


def test_origins_that_the_operator_allows_may_open_one() -> None:
    assert is_own(Headers({"host": "inside:8501", "origin": "https://timeline.example"}), ("https://timeline.example",))
    (guard, *_) = middleware()
    assert guard.kwargs == {"origins": ()}


class Wire:
    """A websocket to a guard before an application that counts the messages it is given."""

    def __init__(self, guard: Guard, *, origin: str = "http://testserver", extensions: tuple[str, ...] = ("websocket.http.response",)) -> None:
        self.guard = guard
        self.scope: Scope = {
            "type": "websocket", "path": "/_stcore/stream", "query_string": b"", "extensions": {name: {} for name in extensions},
            "headers": [(b"host", b"testserver"), (b"origin", origin.encode())],
        }  # fmt: skip
        self.coming: asyncio.Queue[Message] = asyncio.Queue()
        self.sent: list[Message] = []

    async def run(self) -> None:
        async def send(message: Message) -> None:
            self.sent.append(message)

        await self.guard(self.scope, self.coming.get, send)


async def counting(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        await send({"type": "websocket.send", "text": "heard"})


def heard(wire: Wire) -> int:
    return sum(message["type"] == "websocket.send" for message in wire.sent)


async def unreachable(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("a refused socket came through")


def test_a_refused_socket_does_not_come_through_and_is_told_why() -> None:
    wire = Wire(Guard(unreachable), origin="https://evil.example")
    asyncio.run(wire.run())
    assert (wire.sent[0]["type"], wire.sent[0]["status"], wire.sent[1]["body"]) == ("websocket.http.response.start", 403, b"This is for pages of the dashboard.")


def test_a_server_that_cannot_say_why_closes() -> None:
    wire = Wire(Guard(unreachable), origin="https://evil.example", extensions=())
    asyncio.run(wire.run())
    assert wire.sent == [{"type": "websocket.close", "code": 1008}]


def test_only_so_many_sockets_are_open_and_a_closed_one_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MOST_OPEN", 3)
    guard = Guard(counting)

    async def crowd() -> None:
        wires = [Wire(guard) for _ in range(3)]
        tasks = [asyncio.create_task(wire.run()) for wire in wires]
        await asyncio.sleep(0)
        late = Wire(guard)
        await late.run()
        assert (late.sent[0]["status"], dict(late.sent[0]["headers"])[b"retry-after"], late.sent[1]["body"]) == (503, b"60", b"Too many readers at once. Try again in a minute.")
        wires[0].coming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await tasks[0]
        after = Wire(guard)
        after.coming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await after.run()
        assert after.sent[0] == {"type": "websocket.accept"}
        for wire in wires[1:]:
            wire.coming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.gather(*tasks)

    asyncio.run(crowd())
    assert guard.sockets.open == 0


def test_a_socket_of_an_application_that_fails_makes_room() -> None:
    guard = Guard(unreachable)
    with pytest.raises(AssertionError):
        asyncio.run(Wire(guard).run())
    assert guard.sockets.open == 0


class Clock:
    """Time that passes by waiting only."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(sockets, "time", SimpleNamespace(monotonic=lambda: self.now))
        monkeypatch.setattr(sockets, "asyncio", SimpleNamespace(sleep=self.sleep))

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


async def send_at_once(wire: Wire, count: int) -> None:
    """Send messages, and wait until the guard has taken all it takes."""
    for _ in range(count):
        wire.coming.put_nowait({"type": "websocket.receive", "bytes": b"x"})
    for _ in range(10 * count):
        await asyncio.sleep(0)


def test_a_flood_is_slowed_to_the_pace_of_a_hand_and_then_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    async def flood() -> None:
        wire = Wire(Guard(counting))
        running = asyncio.create_task(wire.run())
        await send_at_once(wire, sockets.AT_ONCE)
        assert (heard(wire), clock.now) == (sockets.AT_ONCE, 0)
        await send_at_once(wire, 1_000)
        await running
        assert heard(wire) == sockets.AT_ONCE + sockets.MOST_HELD_BACK
        assert clock.now == pytest.approx(sockets.MOST_HELD_BACK / sockets.A_SECOND)
        assert wire.sent[-1] == {"type": "websocket.close", "code": 1008, "reason": "too many messages"}

    asyncio.run(flood())


def test_a_hand_is_never_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    async def clicking() -> None:
        wire = Wire(Guard(counting))
        running = asyncio.create_task(wire.run())
        for number in range(1, 501):
            await send_at_once(wire, 1)
            clock.now += 0.1
            assert (heard(wire), clock.now) == (number, pytest.approx(number * 0.1))
        wire.coming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await running

    asyncio.run(clicking())


def test_somebody_who_pauses_is_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    monkeypatch.setattr(sockets, "MOST_HELD_BACK", 20)

    async def bursts() -> None:
        wire = Wire(Guard(counting))
        running = asyncio.create_task(wire.run())
        for _ in range(5):
            await send_at_once(wire, sockets.AT_ONCE + 10)
            clock.now += sockets.AT_ONCE / sockets.A_SECOND
        wire.coming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await running
        assert heard(wire) == 5 * (sockets.AT_ONCE + 10)
        assert wire.sent[-1]["type"] == "websocket.send"

    asyncio.run(bursts())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server over the tiny tables."""
    with running(data=tiny.make(tmp_path_factory.mktemp("tiny") / "data")) as found:
        yield found


def opened(address: str, origin: str) -> ClientConnection:
    return connect(f"{address.replace('http', 'ws')}/_stcore/stream", origin=Origin(origin), subprotocols=[Subprotocol("streamlit")], max_size=None, close_timeout=1)


def rerun(query: str) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    return bytes(message.SerializeToString())


def test_the_server_opens_sockets_for_its_own_pages_only(address: str) -> None:
    with opened(address, address) as socket:
        socket.send(rerun(""))
        assert socket.recv(timeout=30)
    for origin in ("http://127.0.0.1:9", "http://localhost:1234", "http://evil.example", "null"):
        with pytest.raises(InvalidStatus) as refused:
            opened(address, origin)
        assert (refused.value.response.status_code, refused.value.response.body) == (403, b"This is for pages of the dashboard.")


def test_while_one_floods_the_server_others_are_answered(address: str) -> None:
    with opened(address, address) as socket:
        for number in range(1_000):
            socket.send(rerun(f"search=x{number}"))
        for _ in range(40):
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=30) as answer:
                assert answer.status == 200


def test_the_server_takes_no_uploads(address: str) -> None:
    put = urllib.request.Request(f"{address}/_stcore/upload_file/session/file", data=b"x", method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(put, timeout=30)
    assert refused.value.code == 404
