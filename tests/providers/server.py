"""A real HTTP server on this machine that speaks as OpenAI and as Anthropic do, and misbehaves.

Recordings and fake transports cannot stall, reset a connection or cut a character in two; sockets
can. Each request takes the next behaviour of the script; the last one stands for all that follow.
It knows nothing of the adapters.
"""

from __future__ import annotations

import json
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

TEXT = "How many requests a second is that, and where does the number come from? É ☃ 🙂."
USAGE = {"input": 120, "cached": 40, "output": 17}


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def speaks_anthropic(self) -> bool:
        """Whether it is a request of Anthropic's Messages."""
        return "/messages" in self.path

    @property
    def typed(self) -> bool:
        """Whether a typed answer is wanted in the provider's own way."""
        return bool(self.body.get("tools") or self.body.get("response_format"))


@dataclass
class Wire:
    """One connection, and what can be done to it."""

    connection: socket.socket
    request: Request
    leaving: threading.Event

    def send(self, data: bytes) -> None:
        """Send raw bytes."""
        self.connection.sendall(data)

    def whole(
        self, status: int, body: bytes, kind: str = "application/json", **headers: str
    ) -> None:
        """Send a whole answer."""
        extra = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in headers.items())
        self.send(
            f"HTTP/1.1 {status} Told\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
            f"Connection: close\r\n{extra}\r\n".encode()
            + body
        )

    def error(self, status: int, message: str, code: str = "", **headers: str) -> None:
        """Send an error as the provider shapes it."""
        told: dict[str, Any] = {"message": message, "type": code or "error", "code": code or None}
        self.whole(status, json.dumps({"type": "error", "error": told}).encode(), **headers)

    def open_stream(self) -> None:
        """Begin a stream of events."""
        self.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        )

    def chunk(self, data: bytes) -> None:
        """Send one chunk of a stream's body."""
        self.send(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def close_stream(self) -> None:
        """End a stream's body as HTTP wants it."""
        self.send(b"0\r\n\r\n")

    def reset(self) -> None:
        """Break the connection rudely."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def stall(self) -> None:
        """Say nothing until the server leaves."""
        self.leaving.wait(10)

    def begin(self) -> bytes:
        """Return the events before the text."""
        if not self.request.speaks_anthropic:
            return self._openai({"role": "assistant", "content": ""})
        usage = {
            "input_tokens": USAGE["input"] - USAGE["cached"],
            "cache_read_input_tokens": USAGE["cached"],
            "cache_creation_input_tokens": 0,
            "output_tokens": 1,
        }
        block: dict[str, Any] = {"type": "text", "text": ""}
        if self.request.typed:
            tool = self.request.body["tools"][0]["name"]
            block = {"type": "tool_use", "id": "t1", "name": tool, "input": {}}
        message: dict[str, Any] = {
            "id": "m1",
            "type": "message",
            "role": "assistant",
            "model": "m",
            "content": [],
        }
        message |= {"stop_reason": None, "stop_sequence": None, "usage": usage}
        return self._anthropic("message_start", message=message) + self._anthropic(
            "content_block_start", index=0, content_block=block
        )

    def text(self, text: str) -> bytes:
        """Return the event for a piece of text."""
        if not self.request.speaks_anthropic:
            return self._openai({"content": text})
        delta = {"type": "text_delta", "text": text}
        if self.request.typed:
            delta = {"type": "input_json_delta", "partial_json": text}
        return self._anthropic("content_block_delta", index=0, delta=delta)

    def finish(self, reason: str = "stop") -> bytes:
        """Return the finish events, with the count of tokens."""
        if not self.request.speaks_anthropic:
            usage = {
                "prompt_tokens": USAGE["input"],
                "completion_tokens": USAGE["output"],
                "total_tokens": USAGE["input"] + USAGE["output"],
                "prompt_tokens_details": {"cached_tokens": USAGE["cached"]},
            }
            last = self._openai({}, reason) + self._openai(None, usage=usage)
            return last + b"data: [DONE]\n\n"
        theirs = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}[reason]
        if self.request.typed and reason == "stop":
            theirs = "tool_use"
        return (
            self._anthropic("content_block_stop", index=0)
            + self._anthropic(
                "message_delta",
                delta={"stop_reason": theirs, "stop_sequence": None},
                usage={"output_tokens": USAGE["output"]},
            )
            + self._anthropic("message_stop")
        )

    def in_band_error(self) -> bytes:
        """Return an error event in the middle of a stream."""
        error = {"type": "overloaded_error", "message": "Overloaded", "code": "overloaded_error"}
        if self.request.speaks_anthropic:
            return self._anthropic("error", error=error)
        return b"data: " + json.dumps({"error": error}).encode() + b"\n\n"

    def _openai(
        self, delta: dict[str, Any] | None, reason: str | None = None, usage: Any = None
    ) -> bytes:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": reason}]
        event = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        told = json.dumps({**event, "choices": choices, "usage": usage}, ensure_ascii=False)
        return f"data: {told}\n\n".encode()

    def _anthropic(self, kind: str, **fields: Any) -> bytes:
        told = json.dumps({"type": kind, **fields}, ensure_ascii=False)
        return f"event: {kind}\ndata: {told}\n\n".encode()


Behaviour = Callable[[Wire], None]


def says(text: str = TEXT, reason: str = "stop", size: int = 7) -> Behaviour:
    """Return the behaviour of a good server that says a text in small pieces."""

    def behave(wire: Wire) -> None:
        wire.open_stream()
        wire.chunk(wire.begin())
        for start in range(0, len(text), size):
            wire.chunk(wire.text(text[start : start + size]))
        wire.chunk(wire.finish(reason))
        wire.close_stream()

    return behave


@dataclass
class Server:
    """Where it listens, what it was sent, and what it will do next."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    script: list[Behaviour] = field(default_factory=lambda: [says()])
    leaving: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self.port}"

    def play(self, *script: Behaviour) -> None:
        """Behave so from now on, one behaviour a request; the last one for ever."""
        self.requests.clear()
        self.script = list(script)

    def serve(self, connection: socket.socket) -> None:
        """Answer one request."""
        request = _read(connection)
        if request is None:
            return
        self.requests.append(request)
        behave = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        behave(Wire(connection, request, self.leaving))


def _read(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        more = connection.recv(65536)
        if not more:
            return None
        body += more
    return Request(first.split()[1], headers, json.loads(body) if body else {})


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server on a free port of this machine."""
    server = Server()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the client has hung up
                server.serve(self.request)

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

        def shutdown_request(self, request: Any) -> None:
            try:
                super().shutdown_request(request)
            except OSError:
                request.close()

    with Listener(("127.0.0.1", 0), Handler) as listener:
        server.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.leaving.set()
            listener.shutdown()
            thread.join()
