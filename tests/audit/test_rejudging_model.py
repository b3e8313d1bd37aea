"""`audit --rejudge --judge-model`: asked anew, paid once, and its noise told from the talk's."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from interviewer import __version__, wiring
from interviewer import transcript as t
from interviewer.audit.agency import FAILURES
from interviewer.audit.anew import FOLDER, NAME
from interviewer.audit.results import Results
from interviewer.cli.rejudge_model import RESULT
from interviewer.content import Loaded
from interviewer.judge.remembering import store_path
from interviewer.outcome import Rejudgement, RunKey
from interviewer.providers import registry
from interviewer.providers.base import Prompt, TokenUsage
from interviewer.providers.errors import KeyRefused, ProviderDown, ProviderError, Timeout
from interviewer.providers.scripted import Line, ScriptedModel
from interviewer.settings import Settings
from tests.audit.auditing import design, member, outcome
from tests.cli.conftest import Ran, _run
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import Double, Honest, authored, criterion_of, report

MODEL = "openai/gpt-5.4"
USED = TokenUsage(1_000, output=100)
PRICE = (1_000 * 2.5 + 100 * 15) / 1e6
KEYS = [
    RunKey(scenario="bank-scams", persona="average", arm="model", seed=1),
    RunKey(scenario="bank-scams", persona="average", arm="model", seed=2),
    RunKey(scenario="bank-scams", persona="waffler", seed=1),
]


@dataclass
class Judging(ScriptedModel):
    """Answers as a double does; fails where a rule says so, and counts what was answered."""

    fails: Callable[[int], ProviderError | None] = lambda asked: None
    answered: int = 0

    def _next(self, prompt: Prompt, schema: object) -> Line:
        self.prompts.append(prompt)
        if error := self.fails(len(self.prompts)):
            return Line(error=error)
        assert self.otherwise is not None
        self.answered += 1
        return Line((self.otherwise(prompt),), usage=USED)


class Readers:
    """Honest doubles, one a transcript: each remembers the one that it has read."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded, self._readers = loaded, dict[str, Honest]()
        self._substance = wiring.substance(Settings.load(), loaded)

    def __call__(self, prompt: Prompt) -> str:
        """Answer a prompt; whoever has read anything can tell what is specific."""
        if not criterion_of(prompt, self._loaded):
            return next(iter(self._readers.values()))(prompt)
        shown = "".join(prompt.messages[0].text.splitlines()[1:-1])
        if shown not in self._readers:
            self._readers[shown] = Honest(self._loaded, self._substance)
        return self._readers[shown](prompt)


class Moody:
    """Sees what an honest judge sees, now and then less of it."""

    def __init__(self, loaded: Loaded) -> None:
        self._honest, self._loaded, self._dice = Readers(loaded), loaded, random.Random(3)

    def __call__(self, prompt: Prompt) -> str:
        """Answer a prompt; on every other criterion report nothing at all."""
        said = self._honest(prompt)
        if criterion_of(prompt, self._loaded) and self._dice.random() < 0.5:
            return report()
        return said


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")


@pytest.fixture(scope="module")
def bank() -> Loaded:
    """Return the scenario that the audit was about."""
    return wiring.library(Settings.load()).load("bank-scams")


@pytest.fixture
def folder(tmp_path: Path, bank: Loaded) -> Path:
    """Return a finished audit of three interviews: two that differ, and a talker."""
    said = authored(bank)
    hollow: list[tuple[str | None, str]] = [(None, "It is all about the right balance.")]
    talks = [said[:3], said[3:5], hollow]
    members = [member("average", "model", "legitimate"), member("waffler")]
    made = design(members=members, seeds=2, mode="fixed")
    part = made.parts[0].model_copy(update={"rubric_hash": bank.rubric.hash})
    made = made.model_copy(update={"parts": [part], "package": __version__})
    with Results(tmp_path, made) as results:
        for key, talk in zip(KEYS, talks, strict=True):
            path = tmp_path / key.file
            path.parent.mkdir(parents=True, exist_ok=True)
            header, *records = hearing(bank, talk, why="candidate")
            assert isinstance(header, t.Header)
            journal, _ = t.Journal.create(path, header)
            journal.append(records)
            journal.close()
            results.append(outcome(key, credit=0.1))
    return tmp_path


@pytest.fixture
def hires(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Judging]:
    """Return what makes the next judging model: what it says and where it fails."""

    def become(
        double: Double, fails: Callable[[int], ProviderError | None] = lambda asked: None
    ) -> Judging:
        model = Judging(name=MODEL, otherwise=double, fails=fails)
        monkeypatch.setattr(registry, "chat_model", lambda name, limits=None: model)
        return model

    return become


def _nothing(prompt: Prompt) -> str:
    return report()


def _cli(folder: Path, *flags: str) -> Ran:
    return _run(("audit", "--rejudge", str(folder), *flags), b"")


def _asks(*flags: str) -> tuple[str, ...]:
    return ("--judge-model", MODEL, *flags)


def _runs(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / FOLDER).glob("*"))


def test_noise_is_told_from_the_talk(
    folder: Path, bank: Loaded, hires: Callable[..., Judging]
) -> None:
    """A moody judge: price first, three judgements of each, its variance beside the talk's."""
    model = hires(Moody(bank))

    ran = _cli(folder, *_asks("--times", "3", "--json"))

    found = Rejudgement.model_validate_json(ran.out)
    noise = found.noise
    assert noise is not None, ran.err
    assert (noise.n, noise.times) == (3, 3)
    assert noise.judge > 0
    assert noise.levels > 0
    assert (found.judge, found.judge_before, found.times) == (MODEL, "embedded", 3)
    assert found.calls == model.answered > 3 * len(bank.rubric.criteria)
    assert found.cost == pytest.approx(model.answered * PRICE)
    assert sum(group.n for group in found.groups) == 3
    told = ran.err.index("3 transcripts, 3 new judgements each: about ")
    assert "about $" in ran.err
    assert "You set no budget." in ran.err
    assert told < ran.err.index("Answers, costs")
    assert json.loads((folder / FOLDER / "1" / RESULT).read_text()) == json.loads(ran.out)


def test_a_judge_without_moods_has_no_noise(
    folder: Path, bank: Loaded, hires: Callable[..., Judging]
) -> None:
    """The same answers each time: none, and the text says so."""
    hires(Readers(bank))

    ran = _cli(folder, *_asks())

    text = " ".join(ran.out.split())
    assert "The judge has no noise of its own: 3 transcripts got the same credit each time." in text
    assert f"Now by {MODEL}, before by code alone. 2 new judgements each" in text
    assert "Took: " in text


def test_what_was_answered_before_is_not_taken_for_a_new_answer(
    folder: Path, bank: Loaded, hires: Callable[..., Judging]
) -> None:
    """Neither the interview's own answers nor those of another run; both stay as they are."""
    stores = [store_path(folder / key.file) for key in KEYS]
    for store in stores:
        store.write_bytes(b"the answers of the audit itself\n")
    model = hires(_nothing)

    first = _cli(folder, *_asks())
    once = model.answered
    second = _cli(folder, *_asks())

    assert (first.code, second.code) == (0, 0), first.err
    assert once >= len(KEYS) * 2 * len(bank.rubric.criteria)
    assert model.answered == 2 * once
    assert _runs(folder) == ["1", "2"]
    assert {store.read_bytes() for store in stores} == {b"the answers of the audit itself\n"}


def test_what_would_cost_too_much_is_not_begun(folder: Path, hires: Callable[..., Judging]) -> None:
    """Exit code 5 before a single call, and nothing is written."""
    model = hires(_nothing)

    ran = _cli(folder, *_asks("--budget", "0.01"))

    assert (ran.code, model.prompts) == (5, [])
    assert "is more than the $0.01 that may be spent" in ran.err
    assert not (folder / FOLDER).exists()


def test_a_budget_is_kept_and_a_resume_pays_for_the_rest_alone(
    folder: Path, hires: Callable[..., Judging], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a cent beyond it, whatever is under way; the two runs ask what one would."""
    monkeypatch.setattr("interviewer.cli.rejudge_model._refuse", lambda *_: None)
    whole = hires(_nothing)
    uninterrupted = _cli(folder, *_asks("--json"))
    once = whole.answered
    model = hires(_nothing)

    first = _cli(folder, *_asks("--budget", "0.2"))
    asked = model.answered
    again = _cli(folder, "--resume", "--budget", "50", "--json")

    assert first.code == 5, first.err
    assert f"--rejudge {folder} --resume` and a larger --budget" in first.err
    assert 0 < asked < once
    assert asked * PRICE <= 0.2
    assert again.code == 0, again.err
    assert model.answered == once
    assert f"{asked} answers are kept" in again.err
    found = Rejudgement.model_validate_json(again.out)
    assert (found.times, found.calls) == (2, once - asked)
    assert found.cost == pytest.approx(once * PRICE)
    left_out = {"calls": 0, "cost": 0.0}
    before = Rejudgement.model_validate_json(uninterrupted.out).model_copy(update=left_out)
    assert found.model_copy(update=left_out) == before
    assert _runs(folder) == ["1", "2"]


def test_a_provider_that_fails_is_no_judgement(folder: Path, hires: Callable[..., Judging]) -> None:
    """It is counted with its reason, the others are compared; a resume asks only for it."""
    down = ProviderDown("the judge is down")
    whole = hires(_nothing)
    _cli(folder, *_asks())
    model = hires(_nothing, lambda asked: down if asked == 1 else None)

    ran = _cli(folder, *_asks("--concurrency", "1", "--json"))
    found = Rejudgement.model_validate_json(ran.out)
    asked = model.answered
    again = Rejudgement.model_validate_json(_cli(folder, "--resume", "--json").out)

    assert found.lost == {"the judge is down": 1}
    assert found.missing == 0
    assert found.noise is not None
    assert found.noise.n == 2
    assert not again.lost
    assert again.calls == model.answered - asked > 0
    assert model.answered == whole.answered


def test_transcripts_without_a_judgement_leave_it_open(
    folder: Path, hires: Callable[..., Judging]
) -> None:
    """Exit code 6: nothing changed, but it was not looked at either."""
    hires(_nothing, lambda asked: (ProviderDown, Timeout)[asked % 2]("the judge is down"))

    ran = _cli(folder, *_asks("--concurrency", "1"))

    assert ran.code == 6, ran.err
    assert "6 judgements could not be made: the judge is down" in ran.out


def test_a_provider_that_is_gone_ends_it(folder: Path, hires: Callable[..., Judging]) -> None:
    """Nobody waits for what five calls in a row did not get, and it can go on."""
    model = hires(_nothing, lambda asked: ProviderDown("the judge is down"))

    ran = _cli(folder, *_asks("--concurrency", "1"))

    assert ran.code == 3
    assert len(model.prompts) == FAILURES
    assert "openai has failed 5 times in a row: the judge is down" in ran.err
    assert "--resume" in ran.err


def test_what_would_fail_all_ends_it(folder: Path, hires: Callable[..., Judging]) -> None:
    """A refused key ends it at once, with its own exit code."""
    model = hires(_nothing, lambda asked: KeyRefused("the key is wrong"))

    ran = _cli(folder, *_asks("--concurrency", "1"))

    assert ran.code == 4
    assert len(model.prompts) == 1
    assert "--resume" in ran.err


def test_a_part_of_the_transcripts(folder: Path, hires: Callable[..., Judging]) -> None:
    """Of those personas, so many of each; a group is as good as names."""
    hires(_nothing)

    by_name = _cli(folder, *_asks("--personas", "average", "--seeds", "1", "--times", "1"))
    by_group = _cli(folder, *_asks("--personas", "smooth"))

    assert "1 transcript, 1 new judgement each" in by_name.err
    assert "1 transcript, 2 new judgements each" in by_group.err
    assert "from the conversation" not in by_group.out


@pytest.mark.parametrize(
    ("flags", "code", "message"),
    [
        (("--times", "3"), 2, "--times goes with --judge-model"),
        (_asks("--candidate-model", MODEL), 2, "--candidate-model does not go with --rejudge"),
        (_asks("--quick"), 2, "no interview is held"),
        (_asks("--attack", "3"), 2, "no interview is held"),
        (_asks("--personas", "hedger"), 2, "No `hedger` sat this audit"),
        (_asks("slack-helper"), 2, "is no part of this audit"),
        (_asks("--resume"), 2, "No model has judged"),
        (("--judge-model", "openai/unheard-of", "--budget", "5"), 5, "is not known"),
        (("--judge-model", "anthropic/claude-x"), 4, "ANTHROPIC_API_KEY"),
        (("--judge-model", "gpt-5.4"), 2, "Did you mean openai/gpt-5.4"),
    ],
)
def test_wrong_usage_is_told(folder: Path, flags: tuple[str, ...], code: int, message: str) -> None:
    """Before anything is asked: exit code, one sentence, what to do."""
    ran = _cli(folder, *flags)

    assert ran.code == code, ran.err
    assert message in ran.err
    assert not ran.out
    assert not (folder / FOLDER).exists()


def test_a_resume_keeps_to_what_was_begun(folder: Path, hires: Callable[..., Judging]) -> None:
    """Another number, another model, or a damaged plan is refused."""
    hires(_nothing)
    _cli(folder, *_asks("--personas", "smooth"))

    other = _cli(folder, "--resume", "--judge-model", MODEL, "--times", "5")
    (folder / FOLDER / "1" / NAME).write_text("{}")
    damaged = _cli(folder, "--resume")

    assert (other.code, damaged.code) == (2, 2)
    assert f"It was begun with {MODEL}, 2 judgements each" in other.err
    assert "is not what a run set out to do" in damaged.err


def test_times_needs_a_rejudgement() -> None:
    """An audit has --seeds for that."""
    ran = _run(("audit", "bank-scams", "--times", "2"), b"")

    assert ran.code == 2
    assert "--times goes with --rejudge" in ran.err
