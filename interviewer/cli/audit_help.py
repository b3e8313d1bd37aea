"""What `interviewer audit --help` says: a backspace keeps the lines of a paragraph apart."""

HELP = """Let simulated candidates sit a question: can it be passed by talk?

Talkers who know the vocabulary, the prompt, even the facts, but decide nothing, sit it with
many seeds; authored experts sit it once each. The verdict rests on 99 % intervals:

\b
  can be passed by talk   a talker's pass rate is surely above 10 %,
                          or a search found empty words that pass
  too strict              an expert fails
  resistant               every talker's pass rate is surely at most 10 %,
                          and every expert passes
  inconclusive            it cannot be said yet; the report says what would
                          settle it

A quick audit stops as soon as it can tell a pass rate of 5 % from one of 20 %, after some 18
interviews a talker where nothing leaks; it says only leaks or no leak found. The report names
the criteria that pay for talk and quotes the words that were paid for: mend the rubric there.

Nothing is sent anywhere unless a flag names a language model. Every interview is on disk as soon as
it ends; after a crash or Ctrl-C, --resume goes on and repeats none that was finished. The same
seeds give the same report.

\b
  interviewer audit bank-scams --quick             a first look
  interviewer audit bank-scams --out runs/scams    60 interviews a talker
  interviewer audit bank-scams --attack 100        and search for empty words
                                                   that pay, 100 attempts
  interviewer audit --resume --out runs/scams      go on after a crash
  interviewer audit --rejudge runs/scams --rubric mended.yaml
                                                   what would a mended rubric
                                                   change, on the same words?

--attack N looks for the worst case instead of a rate: for N interviews it recombines empty
sentences and keeps what the judge credits. It knows the prompt and all facts, never the rubric. If
one passes the question can be passed by talk. `--personas attacker --attack 100` does nothing else:
if none passes it says no leak found, never resistant. --attack-leaked tries it once more with the
rubric in hand, which decides nothing.

With --candidate-model each persona is also played by a model: the talkers, and experts of six
kinds. It hears what the interviewer says and never sees the rubric; code checks that it stayed who
it was meant to be, and replaces a run in which it did not. A question is then too strict unless the
terse expert surely passes seven times in ten; an authored expert that fails is then shown and
decides nothing. --interviewer-model, --listener-model, --judge-model say who plays the other parts;
--model, one for all. The price is told first; --budget refuses to begin, or stops in time, and what
was held stands. Models of the environment are not used here.

\b
  interviewer audit bank-scams --arms model --candidate-model openai/gpt-5.4-mini --budget 20

--rejudge DIR judges the interviews of an audit again and holds none: after a change to the rubric,
or to see what a judge's own noise is. With --judge-model a model is asked anew, --times N for each
transcript (2), of --personas and the first --seeds of each if not of all; the answers of earlier
judgements are not used. The price is told first, --budget caps it, --resume goes on after a stop.

\b
  interviewer audit --rejudge runs/scams --judge-model openai/gpt-5.4-mini --seeds 5 --budget 5

For others to read: --html FILE (one page), --markdown FILE, --json. For CI: --junit FILE, --github
(annotations at the lines to edit), --fail-on passable,too_strict (fail on these verdicts only; with
--quick, passable is leaks); see scenarios/CI.md. With --resume and a finished audit they are made
anew, and no interview is held.

More machines: --cluster tcp://HOST:8786, after `dask scheduler` on one of them and `dask worker
tcp://HOST:8786 --nworkers -1` on each, with this same package. Your --content travels there, the
transcripts come back, and the results are the same.

A persona of your own is a YAML file in --personas-dir, or in personas/ of a --content folder.

Exit codes: 0 resistant or no leak found, 1 findings (or, with --rejudge, verdicts that change),
2 usage or content, 3 the cluster cannot be reached, 4 a key is missing or refused, 5 the budget is
or would be reached, 6 inconclusive (or, with --rejudge, a transcript that could not be judged).
"""
