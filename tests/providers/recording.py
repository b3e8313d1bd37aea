"""How replies of real servers are recorded, found again, and what is left out of them.

A recording is vcrpy's own YAML under a head that says what answered. A request is found by method,
path and JSON body, never by its host, so that anyone may record against another server. Headers are
kept by an allow-list, hosts not at all: what is not known to be harmless is not written down.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml  # type: ignore[import-untyped]
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.serialize import deserialize, serialize
from vcr.serializers import yamlserializer

from interviewer.providers import addresses
from interviewer.providers.anthropic import AnthropicModel
from interviewer.providers.calling import Limits, RemoteModel
from interviewer.providers.openai import OpenAIModel
from interviewer.providers.registry import KEYS

FOLDER = Path(__file__).with_name("recordings")
NOWHERE = "http://127.0.0.1:9"
"""Where a replay pretends to send requests: nothing listens there."""
OWN = "the vendor's own"
VENDORS = frozenset({"api.openai.com", "api.anthropic.com"})
THEIRS = "The vendor's own answer."
NOT_THEIRS = (
    "Not a vendor's answer. It proves that a real server understands the requests and that its "
    "replies are read right; it says nothing of quality."
)

_REQUEST_HEADERS = frozenset({"content-type", "accept", "anthropic-version"})
_RESPONSE_HEADERS = frozenset({"content-type", "retry-after", "server", "x-litellm-version"})
_SECRET = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)$")
_PATHS = re.compile(r"(?<![\w/:.])(?:/[\w.@+-]+)+(?=/(?:site|dist)-packages/)")
"""Where a server is installed: some tell it in their errors."""


@dataclass(frozen=True)
class Slot:
    """An adapter to record with, and which environment variables say against what."""

    name: str
    sdks: tuple[str, ...]
    """Their versions go into the head; the first must be installed."""
    make: Callable[[str, Limits], RemoteModel]
    """From the model's name as the variable has it."""

    @property
    def model_variable(self) -> str:
        """Names the model to record; without it the slot is not recorded."""
        return f"INTERVIEWER_RECORD_{self.name.upper()}_MODEL"

    @property
    def server_variable(self) -> str:
        """Names software, version and weights, where the server does not."""
        return f"INTERVIEWER_RECORD_{self.name.upper()}_SERVER"

    @property
    def missing(self) -> str:
        """What the environment lacks to record it; nothing where it can be recorded."""
        model = os.environ.get(self.model_variable, "")
        if not model:
            return f"{self.model_variable} is not set"
        either = (*KEYS.get(self.name, ()), self.address_variable(model))
        if self.name in KEYS and not any(os.environ.get(name) for name in either):
            return f"none of {', '.join(either)} is set"
        return ""

    @property
    def installed(self) -> bool:
        """Whether its SDK is there."""
        return importlib.util.find_spec(self.sdks[0]) is not None

    def address_variable(self, model: str) -> str:
        """Return the variable that the SDK takes the address from."""
        if self.name == "litellm":
            return f"{model.partition('/')[0].upper()}_API_BASE"
        return f"{self.name.upper()}_BASE_URL"

    def key_variable(self, model: str) -> str:
        """Return the variable that the SDK takes the key from."""
        provider = model.partition("/")[0] if self.name == "litellm" else self.name
        return f"{provider.upper()}_API_KEY"


def _litellm(model: str, limits: Limits) -> RemoteModel:
    from interviewer.providers.litellm import LiteLLMModel

    return LiteLLMModel(model, limits)


SLOTS = [
    Slot("openai", ("openai",), OpenAIModel),
    Slot("anthropic", ("anthropic",), AnthropicModel),
    Slot("litellm", ("litellm", "openai"), _litellm),
]


@dataclass(frozen=True)
class Head:
    """What a recording was made against."""

    note: str
    adapter: str
    model: str
    """As the adapter takes it."""
    server: str
    address: str
    """Of this machine or of a vendor; any other host is not told, only its path."""
    date: str
    sdks: str

    @property
    def path(self) -> str:
        """The path of the address."""
        return urlsplit(self.address).path

    @classmethod
    def of(cls, recording: Path) -> Head:
        """Return the head of a recording."""
        told = yaml.load(recording.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return cls(**told["recorded"])

    @classmethod
    def today(cls, slot: Slot) -> Head:
        """Return the head of what is recorded now, as the environment says."""
        model = os.environ[slot.model_variable]
        address = os.environ.get(slot.address_variable(model), "").strip()
        if not address and model.startswith("ollama"):
            address = addresses.ollama()
        vendor = not address or urlsplit(address).hostname in VENDORS
        return cls(
            note=THEIRS if vendor else NOT_THEIRS,
            adapter=slot.name,
            model=model,
            server=os.environ.get(slot.server_variable, ""),
            address=_told(address) if address else OWN,
            date=datetime.now(UTC).date().isoformat(),
            sdks=", ".join(f"{sdk} {importlib.metadata.version(sdk)}" for sdk in slot.sdks),
        )


def _told(address: str) -> str:
    """Return an address as it may be written down."""
    parts = urlsplit(address)
    if addresses.is_loopback(address) or parts.hostname in VENDORS:
        host = parts.netloc.rpartition("@")[2]
        return parts._replace(netloc=host, query="", fragment="").geturl()
    return f"https://not-told.invalid{parts.path}"


@dataclass
class Keeper:
    """Reads and writes recordings for vcrpy; it is a persister and a serializer of its own."""

    head: Head | None = None
    """What is written above a new recording; None where nothing is recorded."""

    def load_cassette(self, path: str, serializer: Any) -> Any:
        """Return the requests and responses of a recording."""
        del serializer
        if not Path(path).is_file():
            raise CassetteNotFoundError(f"{path}: there is no recording; see make record")
        return deserialize(Path(path).read_text(encoding="utf-8"), yamlserializer)

    def save_cassette(self, path: str, cassette: dict[str, Any], serializer: Any) -> None:
        """Write a recording."""
        del serializer
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(_without_secrets(serialize(cassette, self)), encoding="utf-8")

    def serialize(self, data: dict[str, Any]) -> str:
        """Return YAML that a person can read: the head first, texts as blocks."""
        assert self.head is not None, "only a recording is written"
        head = asdict(self.head)
        head["server"] = head["server"] or _server(data["interactions"])
        text: str = yaml.dump(
            {"recorded": head, **data},
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=100,
        )
        return text


class _Dumper(yaml.CSafeDumper):  # type: ignore[misc]
    """Writes a text of several lines as a block."""


def _text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _text)


def _server(interactions: list[dict[str, Any]]) -> str:
    """Return what the server calls itself in its headers."""
    for one in interactions:
        headers = one["response"]["headers"]
        if "x-litellm-version" in headers:
            return f"LiteLLM proxy {headers['x-litellm-version'][0]}"
    for one in interactions:
        if "server" in one["response"]["headers"]:
            return str(one["response"]["headers"]["server"][0])
    return "it does not say"


def _without_secrets(text: str) -> str:
    for name, value in os.environ.items():
        if _SECRET.search(name.upper()) and len(value) >= 6:
            text = text.replace(value, "[key]")
    return text


def plain_request(request: Any) -> Any:
    """Return a request without its host, its query and most headers; the body sorted."""
    request.uri = f"http://localhost{urlsplit(request.uri).path}"
    request.headers = {
        name.lower(): value
        for name, value in sorted(request.headers.items())
        if name.lower() in _REQUEST_HEADERS
    }
    if request.body:
        body = json.loads(request.body)
        request.body = json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False).encode()
    return request


def plain_response(response: Any) -> Any:
    """Return a response with few headers, and without the paths that a server tells of itself."""
    response["headers"] = {
        name.lower(): list(values)
        for name, values in sorted(response["headers"].items())
        if name.lower() in _RESPONSE_HEADERS
    }
    body = response["body"].get("string") or b""
    response["body"] = {"string": _PATHS.sub("…", body.decode()).encode()}
    return response


def settings(head: Head | None) -> dict[str, Any]:
    """Return what vcrpy is told; a head is needed where something may be recorded."""
    return {
        "match_on": ("method", "path", "raw_body"),
        "before_record_request": plain_request,
        "before_record_response": plain_response,
        "persister": Keeper(head),
        "decode_compressed_response": True,
    }


def unplayed(cassette: Any) -> list[str]:
    """Return the recorded requests that nobody made."""
    return [
        f"{request.method} {request.path} {request.body[:200]!r}"
        for index, request in enumerate(cassette.requests)
        if not cassette.play_counts[index]
    ]
