"""Patterns of appraisal: what interviewers say about an answer, as against about the case.

"A good answer" is praise, "a good customer" is not. It knows no scenario.
"""

from __future__ import annotations

from interviewer.engine.checking.patterns import BEGIN, CLAUSE, STATED, STOP, any_of, compiled

_VERY = (
    "(?:"
    + any_of(
        """a | an | the | such | really | very | quite | pretty | so | most | truly | absolutely |
        exactly | rather | fairly | all | just | indeed | particularly | totally | completely |
        entirely | perfectly | still | also | your | one | extremely | mostly | partly |
        basically | essentially | largely | generally"""
    )
    + r"\s+)*"
)
_FINE = any_of(
    """great | excellent | good | nice | perfect | brilliant | wonderful | fantastic | awesome |
    superb | impressive | amazing | outstanding | terrific | lovely | marvell?ous | splendid |
    exceptional | stellar | smart | clever | insightful | thoughtful | sensible | solid | strong |
    sharp | astute | valid | reasonable | interesting | thorough | creative | elegant |
    convincing | compelling | neat | cool | sound | wise | fabulous | remarkable | clear-headed |
    well-reasoned | well-structured | commendable | ideal | fair"""
)
_POOR = any_of(
    """weak | poor | bad | shallow | superficial | disappointing | incomplete | sloppy | naive |
    naïve | lazy | mediocre | unconvincing | inadequate | insufficient | lousy | terrible |
    hopeless | vague"""
)
_WORK = any_of(
    r"""answers? | responses? | points? | ideas? | questions? | thinking | thoughts? | starts? |
    starting point | catch | observations? | insights? | instincts? | intuition | approach |
    approaches | choices? | reasoning | jobs? | work | plan | design | argument | explanation |
    stuff | one | suggestion | proposal | contribution | performance | effort | summary | framing |
    structure | analysis | breakdown | estimate | progress | solution | assumption | distinction |
    decision | direction | case | call | attempt | try | candidate |
    way to \w+"""
)
_SAID = any_of("answer | response | argument | reasoning | explanation | reply")
_ENDS = r"(?=\s*(?:$|[.!?,;:…–—)\"'”]|-\s|\b(?:and|but|so|now|here|there|on|about)\b))"
_RIGHT = any_of(
    r"""right | correct | wrong | incorrect | spot[ -]on | on point | mistaken | accurate |
    inaccurate | off | on track | on the right track | true | it | not it | close | almost there |
    nearly there | way off"""
)
_YOU = r"(?:you|your \w+(?: \w+)?|that|this|(?:that|this) \w+|what you (?:say|said|describe\w*))"
_IS = r"(?:'s|'re| is| are| was| were| sounds?| looks?| seems?| feels?| makes| has been)"

_CHEERS = any_of(
    """kudos | bravo | congratulations | congrats | hats off | chapeau | hooray | thumbs up |
    keep it up | way to go | good for you | couldn't agree more | nailed it | you nailed |
    music to my ears"""
)
_NEAR_IT = any_of(
    """on the right track | on the right path | on the right lines | in the right direction |
    right on | getting there | getting closer | getting warmer | nearly there | almost there |
    close, but | good enough | far off | way off | off the mark | hit the mark |
    missed the point | miss the point | missed the mark"""
)

PRAISE = compiled(
    rf"{BEGIN}{_VERY}(?!fair){_FINE}{_ENDS}(?! to (?:meet|see|have)| morning| evening)",
    rf"{CLAUSE}(?:what )?{_VERY}(?:{_FINE}|fine)(?:,? {_FINE})*\s+{_WORK}{_ENDS}",
    rf"{BEGIN}what an? (?:\w+ )?{_WORK}(?=\s*[.!])",
    rf"{BEGIN}(?:wow|super|top|yay|hurray|brill|sweet|love that|like that){_ENDS}",
    r"\byou(?:'ve got| have| make| made) a (?:\w+ )?point\b(?= there|[.!,]|$)",
    rf"{CLAUSE}{_YOU}{_IS} {_VERY}{_FINE}{_ENDS}",
    rf"{CLAUSE}{_YOU}{_IS} {_VERY}{_FINE}(?:,? (?:and )?{_FINE})*\s+{_WORK}\b",
    r"\byou(?:'ve| have)? (?:just )?"
    + any_of(
        """made | make | gave | give | given | raised | raise | asked | ask | did | do | done |
        had | have | showed | shown | put forward | came up with"""
    )
    + rf" {_VERY}{_FINE}(?: \w+)? {_WORK}\b{STATED}",
    r"\bi (?:really |quite |do |very much )?(?:like|love|admire|enjoy(?:ed)?|appreciate) "
    r"(?:that|this|it|how|the way|your|where|what you)\b(?! (?:time|patience))",
    r"(?<!as )\b(?:well|nicely|beautifully|neatly) (?:done|put|said|thought|reasoned|argued|"
    r"explained|spotted|handled|structured)\b(?! (?:by|with|in))",
    rf"\b{_CHEERS}\b",
    r"\b(?:impressed|delighted|pleased|thrilled) (?:by|with|to hear|that you|about)\b|"
    r"\bi(?:'m| am) (?:\w+ )?impressed\b|\bhappy to hear\b",
    rf"{CLAUSE}(?:\w+ )?(?:makes|making|made) (?:\w+ )?(?:good |perfect |total |complete |"
    rf"a lot of )?"
    r"sense\b(?! (?:to|for) (?:her|him|them|the|a)\b)",
    rf"{BEGIN}(?:love it|like it|that works|works for me|sounds {_FINE}){_ENDS}",
    rf"{CLAUSE}you(?:'re| are) doing (?:\w+ )?(?:well|great|fine|a great job)\b",
)
"""What praises an answer, a thought or the candidate."""

VERDICT = compiled(
    rf"{BEGIN}{_VERY}(?:not |never )?(?:not |quite )?"
    + any_of(
        r"""exactly | precisely | correct | incorrect | wrong | absolutely | definitely | indeed |
        agreed | bingo | spot[ -]on | true | false | not quite | not really | almost | nearly |
        yup | yep | no way | nope | of course not | warmer | colder | getting warm | close enough |
        not bad | not bad at all | touch[eé] | close"""
    )
    + STOP,
    rf"{CLAUSE}(?:exactly|precisely|quite|absolutely|totally|completely|entirely|perfectly|partly|"
    rf"half|mostly) (?:right|so|that){STOP}",
    rf"{CLAUSE}{_YOU}{_IS} (?:not |never |n't )?{_VERY}(?:not )?{_VERY}{_RIGHT}"
    rf"(?=\s*(?:$|[.!,;:…–—]|\b(?:and|but|so|about|to|that|on|here|because|by)\b))",
    rf"^{BEGIN}it(?:'s| is| was) (?:not |{_VERY})*(?:right|correct|wrong|incorrect|"
    rf"spot[ -]on){STOP}",
    rf"\b{_NEAR_IT}\b",
    rf"{CLAUSE}(?:but |because |since )?you(?:'ve| have|'re| are)? (?:\w+ )?"
    + any_of(
        r"""missed | missing | forgot | forgotten | forgetting | overlooked | overlooking |
        neglected | ignored | ignoring | confused | confusing | mixed up | mixing up |
        misunderstood | got it | gotten | made an error | made a mistake | skipped |
        contradict\w* | wrong about | right about | right to | right that | wrong to | wrong that |
        wrong | mistaken"""
    )
    + rf"\b{STATED}",
    rf"{CLAUSE}(?:but |because |since )?you (?:haven't|have not|didn't|did not|never|failed to) "
    r"(?:yet |really |even )?"
    + any_of(
        r"""considered | consider | addressed | address | mentioned | mention | covered | cover |
        answered | answer | accounted | account | think | thought | talked about | talk about |
        explained | explain | say | said | get | got | take | taken | deal | dealt | justif\w+ |
        touched | touch"""
    )
    + r"\b",
    rf"{CLAUSE}(?:that|this|(?:that|this|your) {_SAID}){_IS} {_VERY}{_POOR}\b|"
    rf"\b{_POOR} {_SAID}\b",
    rf"{CLAUSE}(?:that|this|(?:that|this|your) \w+) (?:does|did|wo|ca|can)(?:n't| not|not) "
    r"(?:quite |really )?(?:add up|hold(?: up| water)?|work|follow|sound right|answer (?:my|the)|"
    r"make sense|address|convince)\b",
    r"\b(?:that|this|it)(?:'s| is) (?:not|hardly) (?:an answer|what i (?:asked|wanted|meant))\b|"
    r"\bisn't an answer\b",
    r"\b(?:that|this|that \w+|this \w+|your \w+|it)(?:'s| is| sounds| seems| looks) "
    r"(?:(?:far |much )?too|a (?:bit|little)(?: too)?|slightly|somewhat) (?:high|low|simplistic|"
    r"optimistic|pessimistic|short|shallow|off)\b",
    r"\b(?:lower|higher|smaller|larger|bigger) than (?:that|what you|yours|you (?:say|said|"
    r"think))\b",
    rf"{BEGIN}(?:please )?(?:double-?check|re-?check|check) (?:your|that|the|those) (?:units?|"
    r"maths?|arithmetic|figures?|numbers?|calculations?|assumptions?|result|working|price)\b|"
    r"\byou (?:\w+ )?(?:want|need) to (?:double-?)?check\b",
    r"\byou(?:'d|'ve| would| have| will|'ll)? (?:pass|passed|fail|failed)"
    r"(?=\s*(?:$|[.!,;]| this| the interview| with| easily))|\byou(?:'d|'re| are| would)? (?:be )?"
    r"(?:hired|get the job|made it)\b|\bhire you\b|\bno hire\b|\bstrong hire\b|\blean hire\b",
    r"\b(?:pass(?:ed|es)?|fail(?:ed|s)?) (?:this|the|that|your) (?:interview|question|round|test|"
    r"bar|gate|criterion)\b",
    r"\b\d+(?:\.\d+)? ?/ ?(?:5|10|100)\b|\b\w+ out of (?:ten|five|10|5)(?=\s*(?:$|[.!,;]| points))|"
    r"\b(?:full|top|high|bonus|extra) (?:marks?|points|credit)\b|\bpoints? for (?:that|you|this)\b",
    rf"{BEGIN}(?:try again|i'm afraid not|so far,? so good)\b",
    r"\b(?:senior|staff|junior|principal)[- ]level\b",
    r"\bbetter than (?:most|many)\b(?= of the|[.!,;]|$)|\b(?:best|worst) (?:answer|candidate|"
    r"response)\b|\b(?:above|below) average\b",
    r"\b(?:what|just what|exactly what|all) i (?:wanted|hoped|was hoping|was looking|expected|"
    r"had hoped)\b|\bas i (?:hoped|expected)\b",
    r"\bi (?:fully |completely |totally |quite |strongly |tend to )?(?:agree|disagree)\b|"
    r"\bi(?:'m| am) (?:not )?(?:\w+ )?(?:convinced|satisfied|persuaded|sold)\b|"
    r"\bi (?:don't|do not) (?:agree|buy)\b|"
    r"\bi (?:don't|do not) (?:think|believe) (?:so|it|you|your|this|that)\b|\bi doubt\b",
    r"\byour (?:strengths?|weakness(?:es)?|grade|rating|mark|verdict)\b|"
    r"\byour (?:final|overall|current|interview) (?:score|result|level)\b|\bthe verdict\b",
)
"""What says whether an answer is right, enough, or how the interview goes."""
