"""Hooks: enough of them, spread over the phases, each with talk to compare substance with."""

from __future__ import annotations

from collections import Counter

from interviewer.evidence.emptiness import generic_sentences
from interviewer.evidence.sentences import content_stems
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_rubric
from interviewer.workshop.texts import count_of, likeness, shared, twins

RULES = Shelf()
FEWEST_HOOKS = 9
HEAVIEST = 0.45
FEWEST_HOLLOW = 5
FEWEST_PARAPHRASES = 4
ALIKE = 0.75
SAME = 0.6


@RULES.rule(
    "few-hooks",
    "error",
    why="An interview without pointed questions can be passed by reciting.",
    bad="three hooks",
    good="12 to 16 hooks, two for each criterion that matters",
    alone=True,
)
def few_hooks(pair: Pair) -> Finds:
    """Find rubrics with fewer than nine hooks outside the twists."""
    count = sum(hook.twist is None for hook in pair.rubric.hooks)
    if count < FEWEST_HOOKS:
        message = (
            f"has {count_of(count, 'hook')} beside those of twists; {FEWEST_HOOKS} are the least"
        )
        yield in_rubric(("hooks",), message, "add pointed questions; 12 to 16 are good")


@RULES.rule(
    "phase-starved",
    "error",
    why="An interviewer who asks about one corner only misses the engineer.",
    bad="no hook whose criterion belongs to `monitoring`",
    good="a hook or an estimate in every phase",
    alone=True,
)
def phase_starved(pair: Pair) -> Finds:
    """Find phases in which no hook can be asked."""
    asked = {pair.phase_of.get(hook.criterion) for hook in pair.rubric.hooks}
    for phase in pair.rubric.phases:
        if phase.id not in asked:
            message = f"`{phase.id}` has no hook"
            do = "write one for a criterion of this phase"
            yield in_rubric(("hooks",), message, do)


@RULES.rule(
    "phase-heavy",
    "warning",
    why="An interview that dwells on one phase measures one skill.",
    bad="nine of sixteen hooks in `model`",
    good="at most 45 % of the hooks in one phase",
    alone=True,
)
def phase_heavy(pair: Pair) -> Finds:
    """Find phases that hold more than 45 % of the hooks."""
    counts = Counter(pair.phase_of.get(hook.criterion, "") for hook in pair.rubric.hooks)
    for phase, count in counts.items():
        if count > HEAVIEST * counts.total() and counts.total() >= FEWEST_HOOKS:
            message = f"`{phase}` holds {count} of {counts.total()} hooks"
            yield in_rubric(("hooks",), message, "ask about other phases too, or drop some")


@RULES.rule(
    "press-repeats",
    "error",
    why="Who evaded a question evades it again; the press must ask differently.",
    bad="asks: 'Who is missed?', presses: 'So who is missed?'",
    good="presses: 'Name one customer whom your list leaves out, and say what she loses.'",
    alone=True,
)
def press_repeats(pair: Pair) -> Finds:
    """Find presses in the words of the question they follow, or of one another."""
    for n, hook in enumerate(pair.rubric.hooks):
        for k, press in enumerate(hook.presses):
            earlier = [*hook.asks, *hook.presses[:k]]
            if any(likeness(press, text) >= SAME for text in earlier):
                message = "asks again in the same words"
                do = "ask for an example, a number or a name instead"
                yield in_rubric(("hooks", n, "presses", k), message, do)


@RULES.rule(
    "few-hollow",
    "error",
    why="Substance is told from talk by comparison: without hollow answers anything near the "
    "topic counts.",
    bad="three hollow answers",
    good="eight or more, in this scenario's nouns and figures, deciding nothing",
    alone=True,
)
def few_hollow(pair: Pair) -> Finds:
    """Find hooks with fewer than five hollow answers."""
    for n, hook in enumerate(pair.rubric.hooks):
        if len(hook.hollow) < FEWEST_HOLLOW:
            count = count_of(len(hook.hollow), "hollow answer")
            message = f"has {count}; {FEWEST_HOLLOW} are the least, eight are good"
            do = "write what a bluffer says who has read the fact sheet"
            yield in_rubric(("hooks", n, "hollow"), message, do)


@RULES.rule(
    "hollow-alike",
    "warning",
    why="Talk has many manners: the list, the promise, the restated question, the praise.",
    bad="'Labels are important.' and 'The labels are important here.'",
    good="'Labels are important.' and 'With 3,300 cases a month we have a solid basis.'",
    alone=True,
)
def hollow_alike(pair: Pair) -> Finds:
    """Find hollow answers of one hook that share three quarters of their content words."""
    for n, hook in enumerate(pair.rubric.hooks):
        for first, second in twins(hook.hollow, ALIKE):
            message = f"says what `{hook.hollow[first][:60]}` says"
            where = ("hooks", n, "hollow", second)
            yield in_rubric(where, message, "let it be empty in another manner")


@RULES.rule(
    "hollow-unbound",
    "error",
    why="A bluffer uses the scenario's nouns: hollow ones that fit anywhere catch the naive only.",
    bad="'We would monitor the model and retrain regularly.' eight times over",
    good="'With 3.1 million warnings a month, personalised wording is key.'",
)
def hollow_unbound(pair: Pair) -> Finds:
    """Find hooks of whose hollow answers fewer than half use a word of the scenario."""
    own = _vocabulary(pair)
    for n, hook in enumerate(pair.rubric.hooks):
        bound = sum(shared(text, own) > 0 for text in hook.hollow)
        if bound * 2 < len(hook.hollow):
            message = f"only {bound} of {len(hook.hollow)} hollow answers use this scenario's words"
            do = "write them with its nouns and figures"
            yield in_rubric(("hooks", n, "hollow"), message, do)


def _vocabulary(pair: Pair) -> set[str]:
    """Return the stems of what scenario and questions say, without words of any trade."""
    scenario = pair.scenario
    told = [scenario.prompt, *(f"{fact.topic} {fact.says}" for fact in scenario.facts)]
    asked = [text for hook in pair.rubric.hooks for text in (hook.about, *hook.asks)]
    stock = {stem for text in generic_sentences() for stem in content_stems(text)}
    return {stem for text in [*told, *asked] for stem in content_stems(text)} - stock


@RULES.rule(
    "few-paraphrases",
    "warning",
    why="A right idea that nobody wrote a paraphrase for is missed.",
    bad="three paraphrases",
    good="five or more: plain, terse, technical, with the number, from the other side",
    alone=True,
)
def few_paraphrases(pair: Pair) -> Finds:
    """Find points of a hook with fewer than four paraphrases."""
    for n, hook in enumerate(pair.rubric.hooks):
        for k, point in enumerate(hook.substance):
            if len(point.paraphrases) < FEWEST_PARAPHRASES:
                count = count_of(len(point.paraphrases), "paraphrase")
                where = ("hooks", n, "substance", k, "paraphrases")
                message = f"has {count}; {FEWEST_PARAPHRASES} are the least"
                yield in_rubric(where, message, "say it as three other people would")


@RULES.rule(
    "paraphrase-repeated",
    "warning",
    why="A paraphrase in the same words recognises nobody new.",
    bad="'I'd wait 74 days.' and 'I'd wait for 74 days.'",
    good="'I'd wait 74 days.' and 'Nothing younger than a quarter goes in.'",
    alone=True,
)
def paraphrase_repeated(pair: Pair) -> Finds:
    """Find paraphrases of one point that share nine tenths of their content words."""
    for n, hook in enumerate(pair.rubric.hooks):
        for k, point in enumerate(hook.substance):
            for first, second in twins(point.paraphrases, 0.9):
                where = ("hooks", n, "substance", k, "paraphrases", second)
                message = f"repeats `{point.paraphrases[first][:60]}`"
                yield in_rubric(where, message, "say it in other words")


@RULES.rule(
    "one-point",
    "warning",
    why="With a single point there is one right answer to guess, and nothing left to deepen.",
    bad="substance: one point",
    good="four or five points, of which `needs` are enough",
    alone=True,
)
def one_point(pair: Pair) -> Finds:
    """Find hooks that know a single point."""
    for n, hook in enumerate(pair.rubric.hooks):
        if len(hook.substance) < 2:
            message = "knows one point only"
            do = "add what else a good answer may contain"
            yield in_rubric(("hooks", n, "substance"), message, do)
