"""What `interviewer audit --help` says: a backspace keeps the lines of a paragraph apart."""

HELP = """Let simulated candidates sit a question: can it be passed by talk?

Talkers who know the vocabulary, the prompt, even the facts, but decide nothing, sit it with
many seeds; authored experts sit it once each. The verdict rests on 99 % intervals:

\b
  can be passed by talk   a talker's pass rate is surely above 10 %
  too strict              an expert fails
  resistant               every talker's pass rate is surely at most 10 %,
                          and every expert passes
  inconclusive            it cannot be said yet; the report says how many
                          interviews are missing

A quick audit stops as soon as it can tell a pass rate of 5 % from one of 20 %, after some 18
interviews a talker where nothing leaks; it says only leaks or no leak found. The report names
the criteria that pay for talk and quotes the words that were paid for: mend the rubric there.

Nothing is sent anywhere. Every interview is on disk as soon as it ends; after a crash or Ctrl-C,
--resume goes on and repeats none that was finished. The same seeds give the same report.

\b
  interviewer audit bank-scams --quick             a first look
  interviewer audit bank-scams --out runs/scams    60 interviews a talker
  interviewer audit --resume --out runs/scams      go on after a crash
  interviewer audit --rejudge runs/scams --rubric mended.yaml
                                                   what would a mended rubric
                                                   change, on the same words?

For others to read: --html FILE (one page), --markdown FILE, --json. For CI: --junit FILE, --github
(annotations at the lines to edit), --fail-on passable,too_strict (fail on these verdicts only); see
scenarios/CI.md. With --resume and a finished audit they are made anew, and no interview is held.

A persona of your own is a YAML file in --personas-dir, or in personas/ of a --content folder.

Exit codes: 0 resistant or no leak found, 1 findings (or, with --rejudge, verdicts that change),
2 usage or content, 6 inconclusive.
"""
