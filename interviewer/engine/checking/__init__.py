"""The check of the model voice: each sentence is looked at before it is shown.

A language model may say what it was given in other words. It may not bring a number, a name or a
technique of its own, give an answer away, ask anything but the planned question, praise, judge, or
speak of the machinery. What is refused has a reason for the transcript.
"""

from interviewer.engine.checking.refusal import Refusal
from interviewer.engine.checking.splitting import split
from interviewer.engine.checking.spoken import SpokenCheck

__all__ = ["Refusal", "SpokenCheck", "split"]
