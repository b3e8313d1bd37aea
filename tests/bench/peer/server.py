"""A chat server on this machine with a fixed latency, in a process of its own; it counts calls.

`python -m tests.bench.peer.server --latency 0.2` prints its port and ends with its standard input.
It speaks OpenAI's chat completions, whole or as a stream with an event a token, all of it at once
when the latency is over. The model's name is the role that is played. `GET /count` tells what it
was asked since `GET /forget`. It imports nothing of the program.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bench.peer.words import answers, observed, spoken

TOKEN = 4
"""Characters of an event of a stream, as a rule of thumb for a token."""
_LIMIT, _BACKLOG = 2**24, 4096


@dataclass
class Count:
    """What one role was asked: calls, and bytes of their bodies; `said` is what was replied."""

    calls: int = 0
    asked: int = 0
    said: int = 0


@dataclass
class Tally:
    """All that was asked since the last `/forget`."""

    roles: dict[str, Count] = field(default_factory=dict)
    most: int = 0
    """Calls in flight at the same time, at the most."""
    late: float = 0.0
    """Seconds by which replies went out after their latency was over, all together."""
    cpu: float = 0.0
    """Seconds of processor time of this server."""
    flying: int = 0


class Mock:
    """Answers chat completions after `latency` seconds."""

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.tally = Tally()
        self._began = time.process_time()
        self._answers: Iterator[str] = answers()

    async def reply(self, body: bytes) -> tuple[bytes, str]:
        """Return the body of a reply and its media type, when its time has come."""
        due = time.perf_counter() + self.latency
        tally = self.tally
        tally.flying += 1
        tally.most = max(tally.most, tally.flying)
        asked = json.loads(body)
        text = self._text(asked)
        told = stream(asked["model"], text) if asked.get("stream") else whole(asked["model"], text)
        counted = tally.roles.setdefault(asked["model"], Count())
        counted.calls += 1
        counted.asked += len(body)
        counted.said += len(text)
        await asyncio.sleep(due - time.perf_counter())
        tally.late += max(0.0, time.perf_counter() - due)
        tally.flying -= 1
        return told, "text/event-stream" if asked.get("stream") else "application/json"

    def _text(self, asked: dict[str, Any]) -> str:
        match asked["model"]:
            case "candidate":
                return next(self._answers)
            case "judge":
                return observed(len(asked["messages"][0]["content"]))
            case _:
                return spoken(asked["messages"][-1]["content"])

    def count(self) -> bytes:
        """Return what was asked so far."""
        self.tally.cpu = time.process_time() - self._began
        return json.dumps(asdict(self.tally)).encode()

    def forget(self) -> bytes:
        """Begin to count anew."""
        self.tally = Tally(flying=self.tally.flying)
        self._began = time.process_time()
        return b"{}"


def whole(model: str, text: str) -> bytes:
    """Return a reply in one piece."""
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return json.dumps(
        {**_head("chat.completion", model), "choices": [choice], "usage": _usage(text)}
    ).encode()


def stream(model: str, text: str) -> bytes:
    """Return a reply as the events of a stream, one a token."""
    head = _head("chat.completion.chunk", model)
    deltas: list[dict[str, str]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": text[at : at + TOKEN]} for at in range(0, len(text), TOKEN)]
    choices: list[dict[str, Any]] = [
        {"index": 0, "delta": delta, "finish_reason": None} for delta in deltas
    ]
    choices.append({"index": 0, "delta": {}, "finish_reason": "stop"})
    events = [json.dumps({**head, "choices": [choice]}) for choice in choices]
    events.append(json.dumps({**head, "choices": [], "usage": _usage(text)}))
    return "".join(f"data: {event}\n\n" for event in [*events, "[DONE]"]).encode()


def _head(kind: str, model: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_760_000_000, "model": model}


def _usage(text: str) -> dict[str, int]:
    output = -(-len(text) // TOKEN)
    return {"prompt_tokens": 1_000, "completion_tokens": output, "total_tokens": 1_000 + output}


# --- HTTP ----------------------------------------------------------------------------------------


async def attend(mock: Mock, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection until the client leaves."""
    try:
        while True:
            path, body = await _request(reader)
            kind = "application/json"
            if path == "/count":
                told = mock.count()
            elif path == "/forget":
                told = mock.forget()
            else:
                told, kind = await mock.reply(body)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(told)}\r\n\r\n"
            writer.write(head.encode() + told)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has left
    finally:
        writer.close()


async def _request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = 0
    for line in head.split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            length = int(value)
    return head.split(" ", 2)[1], await reader.readexactly(length)


async def listening(mock: Mock) -> asyncio.Server:
    """Listen on a free port of this machine."""
    return await asyncio.start_server(
        lambda reader, writer: attend(mock, reader, writer),
        "127.0.0.1",
        0,
        limit=_LIMIT,
        backlog=_BACKLOG,
    )


def port_of(server: asyncio.Server) -> int:
    """Return the port of a server that listens."""
    return int(server.sockets[0].getsockname()[1])


async def serve(latency: float) -> None:
    """Serve until standard input ends."""
    server = await listening(Mock(latency))
    print(port_of(server), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


def main() -> None:
    """Serve with the latency that the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.2, help="seconds")
    asyncio.run(serve(parser.parse_args().latency))


if __name__ == "__main__":
    main()
