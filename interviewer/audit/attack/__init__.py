"""The adaptive attacker: what is the emptiest text that this judge pays for?

It searches within a budget of judged interviews, and sits every one of them like a person: it hears
what the interviewer says, through the same engine, on a virtual clock. No language model plays.

What it may know. The prompt and the whole fact sheet, and nothing of the rubric: `pool` is built
from the scenario alone. Its sentences are the smooth personas' grammars, sentences that fit any
question (`evidence/generic.txt`), the interviewer's own words turned round, forms of its own
(`forms.yaml`) filled with this scenario's nouns, topics and figures as chance has it, and sums of
two figures of the fact sheet that chance has drawn. No sentence was written for a scenario.

What it sees of the judge (`seeing`): its own attempts' scorecards. That is the credit and the
verdict, the level of each criterion by its id, which of its own sentences were quoted for it, at
which level and under which rule, and how each question that it was asked ended. It sees no expected
point, no name of a criterion and no word of what was missing.

It sits the same interview again and again (one seed of the interviewer), as no person can: what it
reaches is a bound from above for its budget, and the best of many tries.

The leaked arm knows the rubric as well, its expected points cut and put together anew (`leaking`);
it is reported apart and decides nothing.
"""
