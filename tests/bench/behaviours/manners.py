"""Twenty manners of being interviewed: each turns authored substance into another conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.bench.behaviours.content import Content, asks, first
from tests.bench.behaviours.turns import Behaviour, Turn


class Manner:
    """A behaviour: `say` makes the turn of number `self.n` (from 1)."""

    name = "plain"

    def __init__(self, content: Content) -> None:
        self.content = content
        self.n = 0

    async def turn(self, heard: str) -> Turn:
        """Count the turn and say something."""
        self.n += 1
        return await self.say(heard)

    async def say(self, heard: str) -> Turn:
        """Return the script's own words."""
        return _as_written(await self.content.answer(heard))


class Leads(Manner):
    """Follows a list of its own: every second answer belongs to what was asked before."""

    name = "leads"

    def __init__(self, content: Content) -> None:
        super().__init__(content)
        self._kept: list[str] = []

    async def say(self, heard: str) -> Turn:
        """Keep the answer to this question for later; give an earlier one now."""
        self._kept.append(await self.content.answer(heard))
        if len(self._kept) == 1:
            return Turn(f"{self.content.says('agendas')} {self._kept[0]}", asks=asks(self._kept[0]))
        text = self._kept.pop(0)
        lead = self.content.says("agendas") if self.n % 3 == 0 else ""
        return Turn(f"{lead} {text}".strip(), asks=asks(text))


class Terse(Manner):
    """Says one sentence and stops."""

    name = "terse"

    async def say(self, heard: str) -> Turn:
        """Give the first sentence only."""
        text = await self.content.answer(heard)
        return Turn(first(text, 1), "question" if asks(text) else "answer", asks(first(text, 1)))


class ManyQuestions(Manner):
    """Asks three things at once, again and again."""

    name = "many-questions"

    async def say(self, heard: str) -> Turn:
        """Three questions in the first turns and in every fourth; else answer."""
        if self.n <= 4 or self.n % 4 == 0:
            return Turn(" ".join(self.content.question() for _ in range(3)), "question", asks=True)
        return _as_written(await self.content.answer(heard))


class Unmarked(Manner):
    """Types in a hurry: no capitals, no question marks, few stops."""

    name = "unmarked"

    async def say(self, heard: str) -> Turn:
        """Ask without a mark for five turns and in every fifth, answer in one breath."""
        if self.n <= 5 or self.n % 5 == 0:
            question = self.content.question()
            return Turn(question.lower().rstrip(" ?."), "question", asks=True)
        text = first(await self.content.answer(heard), 3)
        flat = re.sub(r"(?<!\d)[.?!](?=\s|$)", "", text).lower()
        return Turn(flat, asks=asks(text))


class OffTopic(Manner):
    """Strays: every third message has nothing to do with the matter."""

    name = "off-topic"

    async def say(self, heard: str) -> Turn:
        """Chat or ask about the company; else answer."""
        if self.n % 3 == 0:
            text = self.content.says("off_topic")
            return Turn(text, "off_topic", asks="?" in text)
        if self.n % 7 == 0:
            return Turn(self.content.foreign(), "off_topic", asks=True)
        return _as_written(await self.content.answer(heard))


class Hedges(Manner):
    """Commits to nothing."""

    name = "hedges"

    async def say(self, heard: str) -> Turn:
        """Put a hedge before every sentence."""
        text = await self.content.answer(heard)
        if asks(text):
            return Turn(text, "question", asks=True)
        pieces = re.split(r"(?<=[.!]) ", text)
        hedged = (f"{self.content.says('hedges')}{p[:1].lower()}{p[1:]}" for p in pieces[:4])
        return Turn(" ".join(hedged))


class Unknowing(Manner):
    """Does not know every second thing."""

    name = "unknowing"

    async def say(self, heard: str) -> Turn:
        """Admit it, or answer."""
        if self.n > 1 and self.n % 2 == 0:
            return Turn(self.content.says("unknowing"), "unknown")
        return _as_written(await self.content.answer(heard))


class Silent(Manner):
    """Says a word at a time."""

    name = "silent"

    async def say(self, heard: str) -> Turn:
        """Say next to nothing."""
        return Turn(self.content.says("one_word"), "evasion")


class Contradicts(Manner):
    """Says a thing and, some turns later, its opposite."""

    name = "contradicts"
    stock = "planted"
    apart = 4
    """Turns between the two sentences."""

    async def say(self, heard: str) -> Turn:
        """Add a planted sentence to the answer where one is due."""
        text = await self.content.answer(heard)
        pairs = self.content.own()[self.stock]
        place, turn = divmod(self.n - 5, self.apart)
        if turn == 0 and 0 <= place < len(pairs):
            text = f"{text} {pairs[place][0]}"
        turn, place = (self.n - 5 - self.apart + 1) % self.apart, (self.n - 8) // self.apart
        if self.n >= 8 and turn == 0 and place < len(pairs):
            earlier, later = pairs[place]
            planted = (earlier, later) if self.stock == "planted" else None
            return Turn(f"{later} {text}", asks=asks(text), plants=planted)
        return _as_written(text)


class Corrects(Contradicts):
    """Takes back openly what was said, which is no contradiction."""

    name = "corrects"
    stock = "corrected"


class Evades(Manner):
    """Talks smoothly past every question."""

    name = "evades"

    async def say(self, heard: str) -> Turn:
        """Say something that fits any question."""
        return Turn(f"{self.content.says('evasions')} {self.content.says('evasions')}", "evasion")


class HalfEvades(Manner):
    """Evades every second question and answers it when pressed."""

    name = "half-evades"

    async def say(self, heard: str) -> Turn:
        """Evade in even turns."""
        if self.n > 2 and self.n % 2 == 0:
            return Turn(self.content.says("evasions"), "evasion")
        return _as_written(await self.content.answer(heard))


class Jumps(Manner):
    """Speaks of the model before anything else, and asks nothing."""

    name = "jumps"

    async def say(self, heard: str) -> Turn:
        """Model first; answer later, without questions."""
        if self.n <= 3:
            return Turn(self.content.says("jumps"), "jump")
        text = await self.content.answer(heard)
        return Turn(self.content.says("jumps"), "jump") if asks(text) else Turn(text)


class LongWinded(Manner):
    """Wraps every answer in what could have been left out."""

    name = "long-winded"

    async def say(self, heard: str) -> Turn:
        """Say much, the answer in the middle."""
        text = await self.content.answer(heard)
        if asks(text):
            return Turn(text, "question", asks=True)
        before = " ".join(self.content.says("evasions") for _ in range(3))
        after = " ".join(self.content.says("evasions") for _ in range(3))
        return Turn(f"{before} {text} {after}")


class AsksOpinion(Manner):
    """Wants to hear what the interviewer thinks."""

    name = "asks-opinion"

    async def say(self, heard: str) -> Turn:
        """Ask for an opinion every third time; else answer."""
        if self.n % 3 == 2:
            return Turn(self.content.says("opinions"), "opinion", asks=True)
        return _as_written(await self.content.answer(heard))


class Draws(Manner):
    """Keeps a sketch and figures on the whiteboard."""

    name = "draws"

    async def say(self, heard: str) -> Turn:
        """Answer, and change the whiteboard in the sixth, tenth and fourteenth turn."""
        boards = self.content.own()["boards"]
        place = (self.n - 6) // 4 if self.n >= 6 and (self.n - 6) % 4 == 0 else -1
        text = await self.content.answer(heard)
        board = boards[place] if 0 <= place < len(boards) else None
        return Turn(text, "question" if asks(text) else "answer", asks(text), board=board)


class Repeats(Manner):
    """Needs every fourth question twice, and wants to go back now and then."""

    name = "repeats"

    async def say(self, heard: str) -> Turn:
        """Ask to hear it again, to go back, or answer."""
        if self.n % 4 == 3:
            return Turn(self.content.says("repeats"), "aside")
        if self.n % 9 == 5:
            return Turn(self.content.says("going_back"), "aside")
        return _as_written(await self.content.answer(heard))


class Impatient(Manner):
    """Wants to move on."""

    name = "impatient"

    async def say(self, heard: str) -> Turn:
        """Ask to move on every third time; else answer briefly."""
        if self.n % 3 == 0:
            return Turn(self.content.says("impatience"), "aside")
        text = first(await self.content.answer(heard), 2)
        return Turn(text, asks=asks(text))


class Mixed(Manner):
    """A bit of everything, by the dice."""

    name = "mixed"

    async def say(self, heard: str) -> Turn:
        """Draw what to do."""
        kind = self.content.dice.random()
        if kind < 0.15:
            return Turn(self.content.question(), "question", asks=True)
        if kind < 0.22:
            return Turn(self.content.says("unknowing"), "unknown")
        if kind < 0.30:
            return Turn(self.content.says("evasions"), "evasion")
        if kind < 0.35:
            return Turn(self.content.foreign(), "off_topic", asks=True)
        text = first(await self.content.answer(heard), self.content.dice.randint(1, 6))
        return Turn(text, asks=asks(text))


def _as_written(text: str) -> Turn:
    return Turn(text, "question" if asks(text) else "answer", asks(text))


MANNERS: Mapping[str, Callable[[Content], Behaviour]] = {
    manner.name: manner
    for manner in (
        Manner,
        Leads,
        Terse,
        ManyQuestions,
        Unmarked,
        OffTopic,
        Hedges,
        Unknowing,
        Silent,
        Contradicts,
        Corrects,
        Evades,
        HalfEvades,
        Jumps,
        LongWinded,
        AsksOpinion,
        Draws,
        Repeats,
        Impatient,
        Mixed,
    )
}
