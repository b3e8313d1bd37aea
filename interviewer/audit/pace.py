"""How long a simulated turn takes, in seconds of a virtual clock.

It knows words and rates, not what they say. The rates are averages of people:

- reading, 238 words a minute: Brysbaert 2019, a meta-analysis of silent reading of English prose;
- typing, 52 words a minute: Dhakal et al. 2018, the mean of 168,000 volunteers;
- thinking: our own guess. A few seconds pass before anybody answers, nobody is silent for more than
  half a minute in an interview, and in between it grows with the length of what follows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Rates in words a minute; thinking in seconds, at least `pause`, at most `longest_pause`."""

    reading: float = 238.0
    typing: float = 52.0
    pause: float = 4.0
    pause_per_word: float = 0.15
    longest_pause: float = 30.0

    def seconds(self, heard: str, said: str) -> float:
        """Return how long it takes to read what was heard, to think, and to say the answer."""
        answer = len(said.split())
        thinking = min(self.pause + self.pause_per_word * answer, self.longest_pause)
        return 60 * (len(heard.split()) / self.reading + answer / self.typing) + thinking


TYPED = Pace()
