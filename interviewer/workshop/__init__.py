"""Where a scenario is made: what is wrong with it, in which line, and what to do next.

`check` reads scenarios and rubrics as a demanding colleague would; `scaffold` begins new ones. It
knows files, rubrics and sentence vectors; nothing of interviews, judges, screens or models.
"""
