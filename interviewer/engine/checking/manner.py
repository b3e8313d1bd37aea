"""The manner of a sentence: no praise, no verdict, no advice, no machinery, no other role.

Patterns of what interviewers say about an answer, as against what they say about the case: "a good
answer" is refused, "a good customer" is not. It knows no scenario and no rubric.
"""

from __future__ import annotations

import re
from functools import lru_cache

from interviewer.engine.checking.allowed import Allowed
from interviewer.engine.checking.refusal import Refusal, shown
from interviewer.evidence.quarantine import inspect

_LEAD = (
    r"(?:^|[.!?;:,…–—-]\s+)[\"'“(]*"
    r"(?:(?:ok(?:ay)?|so|and|well|yes|yeah|ah|oh|no|hmm+|right|but|now|wow|alright|all right|"
    r"actually|honestly|i see|i think|thanks|thank you|understood)[,.!]?\s+)*"
)
"""Where a remark begins: a sentence or clause, after the little words that open one."""
_VERY = (
    r"(?:(?:a|an|the|such|really|very|quite|pretty|so|most|truly|absolutely|exactly|rather|fairly|"
    r"all|just|indeed|particularly|totally|completely|entirely|perfectly|still|also|your|one|"
    r"extremely|mostly|partly|basically|essentially|largely|generally)\s+)*"
)
_FINE = (
    r"(?:great|excellent|good|nice|perfect|brilliant|wonderful|fantastic|awesome|superb|impressive|"
    r"amazing|outstanding|terrific|lovely|marvell?ous|splendid|exceptional|stellar|smart|clever|"
    r"insightful|thoughtful|sensible|solid|strong|sharp|astute|valid|fair|reasonable|interesting|"
    r"thorough|creative|elegant|convincing|compelling|neat|cool|sound|wise|fabulous|remarkable|"
    r"helpful|useful|clear-headed|well-reasoned|well-structured|commendable|ideal)"
)
_POOR = (
    r"(?:weak|poor|bad|shallow|superficial|disappointing|incomplete|sloppy|naive|naïve|lazy|"
    r"mediocre|unconvincing|inadequate|insufficient|lousy|terrible|hopeless|vague)"
)
_WORK = (
    r"(?:answers?|responses?|points?|ideas?|questions?|thinking|thoughts?|starts?|starting point|"
    r"catch|observations?|insights?|instincts?|intuition|approach(?:es)?|choices?|reasoning|jobs?|"
    r"work|plan|design|argument|explanation|stuff|one|move|suggestion|proposal|contribution|"
    r"performance|effort|summary|framing|structure|analysis|breakdown|estimate|progress|solution|"
    r"assumption|distinction|decision|direction|summary|attempt|try|candidate|way to (?:think|put|"
    r"frame|approach|start|begin|look|go))"
)
_ENDS = r"(?=\s*(?:$|[.!?,;:…–—)\"'”]|-\s|\band\b|\bbut\b|\bso\b|\bnow\b))"
_RIGHT = (
    r"(?:right|correct|wrong|incorrect|spot[ -]on|on point|mistaken|accurate|inaccurate|off|"
    r"on (?:the )?(?:right )?track|true|it|not it|close|almost there|nearly there|way off)"
)
_YOU = r"(?:you|your \w+(?: \w+)?|that|this|that answer|this answer|what you (?:say|said|describe\w*|propose\w*))"
_IS = r"(?:'s|’s|'re|’re| is| are| was| were| sounds?| looks?| seems?| feels?| makes| has been)"

_FAMILIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "praise",
        "it praises",
        (
            rf"{_LEAD}{_VERY}{_FINE}{_ENDS}(?<!fair)",
            rf"{_LEAD}(?:what )?{_VERY}{_FINE}(?:,? {_FINE})*\s+{_WORK}{_ENDS}",
            rf"{_LEAD}{_YOU}{_IS} {_VERY}{_FINE}{_ENDS}",
            rf"{_LEAD}{_YOU}{_IS} {_VERY}{_FINE}(?:,? (?:and )?{_FINE})*\s+{_WORK}\b",
            rf"\b(?:you(?:'ve| have)?|you) (?:just )?(?:made|make|gave|give|given|raised|raise|asked|"
            rf"ask|did|do|done|had|have|showed|shown|put forward|came up with) "
            rf"{_VERY}{_FINE}(?: \w+)? {_WORK}\b",
            r"\bi (?:really |quite |do |very much )?(?:like|love|admire|enjoy(?:ed)?|appreciate) "
            r"(?:that|this|it|how|the way|your|where|what you)\b",
            r"\b(?:well|nicely|beautifully|clearly|neatly) (?:done|put|said|thought|reasoned|"
            r"argued|explained|spotted|handled|structured)\b(?! (?:by|with|in))",
            r"\b(?:kudos|bravo|congratulations|congrats|hats off|chapeau|hooray|thumbs up|"
            r"keep it up|keep going like|way to go|good for you|couldn'?t agree more|"
            r"nailed it|you nailed|music to my ears)\b",
            r"\b(?:impressed|impresses me|delighted|pleased|thrilled|happy) "
            r"(?:by|with|to hear|that you|about)\b|\bi(?:'m| am) (?:\w+ )?impressed\b",
            r"\b(?:makes|making|made) (?:\w+ )?(?:good |perfect |total |complete |a lot of )?sense\b"
            r"(?!\s+(?:to|for) (?:her|him|them|the|a)\b)(?<!not sense)",
            rf"{_LEAD}(?:love it|like it|that works|works for me|sounds (?:good|great|right|fine|"
            rf"reasonable|sensible|solid))\b",
            r"\bdoing (?:very |really |so )?(?:well|great|fine|a great job)\b(?= so far| here|[.!,]|$)",
        ),
    ),
    (
        "verdict",
        "it judges the answer",
        (
            rf"{_LEAD}{_VERY}(?:not |never |not quite |not exactly |not entirely )?"
            rf"(?:exactly|precisely|correct|incorrect|wrong|absolutely|definitely|indeed|agreed|"
            rf"bingo|spot[ -]on|true|false|not quite|not really|not exactly|almost|nearly|yup|yep|"
            rf"no way|nope|of course not|warmer|colder|getting warm(?:er)?|close enough|"
            rf"not bad|touch[eé])"
            rf"(?=\s*(?:$|[.!,;:…–—]))",
            rf"{_LEAD}{_YOU}{_IS} (?:not |never |n't )?(?:{_VERY})(?:not )?(?:{_VERY}){_RIGHT}"
            rf"(?=\s*(?:$|[.!,;:…–—]|\band\b|\bbut\b|\bso\b|\babout\b|\bto\b|\bthat\b|\bon\b|"
            rf"\bhere\b|\bbecause\b))",
            rf"{_LEAD}it(?:'s| is| was) (?:not |{_VERY})*(?:right|correct|wrong|incorrect|spot[ -]on)"
            rf"(?=\s*(?:$|[.!,;]))",
            r"\b(?:on the right (?:track|path|lines)|in the right direction|right on|"
            r"getting (?:there|closer|warmer)|(?:nearly|almost) there|close, but|good enough|"
            r"far off|way off|off the mark|hit the mark|missed? the (?:point|mark)|headed? the "
            r"right way)\b",
            r"\byou(?:'ve| have|'re| are)? (?:just |still |also |completely |clearly |entirely )?"
            r"(?:missed|missing|forgot(?:ten)?|forgetting|overlooked|overlooking|neglected|"
            r"ignored|ignoring|confus(?:ed|ing)|mixed up|mixing up|misunderstood|failed|got it|"
            r"gotten|made (?:a |an )?(?:mistake|error)|skipped|contradict\w*|wrong about|"
            r"right about|right to|right that|wrong to|wrong that)\b",
            r"\byou (?:haven'?t|have not|didn'?t|did not|never|fail(?:ed)? to) (?:yet |really |even )?"
            r"(?:consider(?:ed)?|address(?:ed)?|mention(?:ed)?|cover(?:ed)?|answer(?:ed)?|"
            r"account(?:ed)?|think|thought|talk(?:ed)? about|explain(?:ed)?|say|said|get|got|take|"
            r"taken|deal|dealt|justif\w+|touch(?:ed)?)\b",
            rf"\b(?:that|this|your)(?: \w+)? (?:is|was|were|are|sounds|seems|looks) {_VERY}{_POOR}\b",
            rf"\b{_POOR} (?:answer|response|argument|reasoning|start|performance|explanation)\b",
            r"\b(?:that|this|it|your \w+) (?:does ?n[o']t|doesn'?t|did ?n[o']t|won'?t|cannot|can'?t) "
            r"(?:quite |really )?(?:add up|hold(?: up| water)?|work|follow|sound right|answer (?:my|the)|"
            r"make sense|address|convince)\b",
            r"\b(?:not|isn'?t|wasn'?t|hardly|aren'?t) (?:an? )?(?:answer|enough|convincing|convinced|"
            r"satisf\w+|what i (?:asked|wanted|meant))\b",
            r"\b(?:too|a (?:bit|little) (?:too )?|much too|far too|slightly |somewhat )(?:high|low|"
            r"simplistic|optimistic|pessimistic|general|abstract|vague|short|shallow)\b"
            r"(?=\s*(?:$|[.!,;]|\bfor me\b|\bthere\b|\bhere\b))",
            r"\b(?:lower|higher|more|less|smaller|larger|bigger|fewer) than (?:that|what you|yours|"
            r"you (?:say|said|think))\b",
            r"\b(?:double-?check|re-?check|check) (?:your|that|the|those) (?:units?|maths?|"
            r"arithmetic|figures?|numbers?|calculations?|assumptions?|result|working)\b",
            r"\b(?:you(?:'d|'ve| would| have| will|'ll)? (?:pass(?:ed)?|fail(?:ed)?|"
            r"(?:be |are |be )?hired|get the job|made it|aced?|earn(?:ed)?|score[sd]?))\b"
            r"(?! (?:on|over|the payment|through|it to))",
            r"\b(?:pass(?:ed|es)?|fail(?:ed|s)?) (?:this|the|that|your) (?:interview|question|round|"
            r"test|part|bar|gate|criterion)\b",
            r"\b\d+(?:\.\d+)? ?(?:/|out of|of) ?(?:5|10|100)\b(?! ?(?:cases|payments|people|calls|"
            r"questions|messages|members|customers|victims|users|volunteers))|"
            r"\b(?:ten|five) out of (?:ten|five)\b|\b(?:full|top|high|bonus|extra) (?:marks?|points|"
            r"credit)\b|\b(?:points? for (?:that|you|this))\b",
            r"\b(?:senior|staff|junior|principal)[- ]level\b|\bat (?:a )?(?:senior|staff|junior) level\b",
            r"\bbetter than (?:most|many|others|the (?:last|other))\b|\b(?:best|worst) (?:answer|"
            r"candidate|response|i(?:'ve| have))\b|\b(?:above|below) average\b",
            r"\b(?:what|that'?s what|just what|exactly what|all) i (?:wanted|hoped|needed|was hoping|"
            r"was looking|expected|was after|had hoped)\b|\bas i (?:hoped|expected)\b",
            r"\bi (?:fully |completely |totally |quite |strongly |tend to )?(?:agree|disagree)\b|"
            r"\bi(?:'m| am) (?:not )?(?:\w+ )?(?:convinced|satisfied|persuaded|sold|happy)\b|"
            r"\bi (?:don'?t|do not) (?:think|believe|agree|buy)\b|\bi doubt\b",
            r"\byour (?:strengths?|weakness(?:es)?|score|grade|rating|result|performance|mark|"
            r"evaluation|assessment|verdict|level)\b",
            r"\b(?:verdict|strong (?:yes|no|hire|pass)|no hire|lean hire|hire you|recommend you)\b",
        ),
    ),
    (
        "machinery",
        "it speaks of how the interview is run",
        (
            r"\b(?:rubrics?|scorecards?|scoring|graded|grading|gradings?|near[- ]miss(?:es)?|"
            r"ground rules|stage direction|hollow answers?|paraphrases?)\b",
            r"\b(?:the|this|a|my|next|active|open|new|another|your|which|following|current|each|of)"
            r" (?:hooks?|probes?|criteri(?:on|a)|gates?|substance|moves?|direction|directions)\b",
            r"\bhooks? (?:id|fires?|is|are|asks?)\b|\bprob(?:e|ing) (?:you|further|deeper|this|that)\b",
            r"\b(?:evaluation|assessment|judging|marking|gate|weighted|core) criteri(?:on|a)\b",
            r"\b(?:score|grade|rate|mark|judge|assess|evaluate) (?:you|this answer|your|the candidate)\b|"
            r"\b(?:scored|rated|marked|judged|assessed) (?:as|at|on|you|higher|lower|well)\b",
            r"\b(?:system|developer|hidden|initial|original|my) (?:prompt|message|instructions?)\b|"
            r"\bthe prompt (?:says|tells|asks|above|i)\b|"
            r"\b(?:my|these|those|the|given|following|secret) (?:instructions?|guidelines|"
            r"directives?|orders)\b|\binstruct(?:ed|s|ion says|ions say)\b|"
            r"\bi(?:'m| am| was|'ve been| have been) (?:told|asked|supposed|required|allowed|"
            r"programmed|configured|designed|prompted|meant|not allowed|not permitted|directed) to\b",
            r"\bas an? (?:ai|llm|language|large|virtual|chat\w*|assistant|artificial|text|machine|"
            r"helpful|automated|interviewer)\b|"
            r"\bi(?:'m| am) (?:just |only |actually |really )?(?:an? )?(?:ai|llm|language model|"
            r"large language|virtual|chat ?bot|bot|assistant|machine|program|claude|gpt|gemini|"
            r"model|computer|helpful|automated)\b|\bi (?:don'?t|do not|can'?t|cannot) (?:have|"
            r"access|browse|provide|share|reveal|disclose|comply|assist|help with)\b"
            r"(?= (?:opinions|feelings|real|the internet|legal|medical|personal|that request|this "
            r"request|with that|hints?|my|the (?:rubric|answer|prompt|system)))",
            r"\b(?:i(?:'m| am) sorry|apolog\w+|unfortunately),? (?:but )?i (?:can'?t|cannot|am "
            r"(?:unable|not able))\b|\b(?:happy|here) to (?:help|assist)\b|\bhow (?:can|may) i "
            r"(?:help|assist)\b",
            r"\bi can (?:certainly|definitely|absolutely|help you|do that for you|write|generate)\b|"
            r"\bhere(?:'s| is| are) (?:a|an|the|some|your|my) (?:poem|story|code|function|script|"
            r"list of|summary|system|rubric|example|sample|full|complete|possible|json|table|answer)",
            r"\b(?:knowledge cut-?off|context window|token limit|max[_ ]tokens|"
            r"temperature setting|function call|tool call|json|yaml|xml|markdown)\b",
            r"\b(?:phase|step|move|level|question|section|part) (?:\d+|one|two|three|four|five|six)"
            r" of (?:\d+|the|three|four|five|six|seven|eight)\b|\blevel [0-5]\b",
            r"\b(?:interviewer|candidate|assistant|system|user|human|ai|bot|developer|direction|"
            r"response|reply|answer|output|question|note|thought|reasoning|analysis|action)\s*:(?=\s|$)",
            r"^\s*\(?(?:pauses?|nods?|smiles?|laughs?|leans|note to self|aside)\b[^.]{0,40}\)?|"
            r"\((?:pause|nod|smil|laugh|thinking|sigh|lean|note|silence|wait)\w*[^)]*\)",
            r"\b(?:ignore|disregard|forget|override) (?:all|any|the|your|my|previous|prior|earlier|"
            r"these|those)\b[^.]{0,30}\b(?:instructions?|rules?|prompt|directions?|guidelines)\b",
            r"\b(?:moving|move|go|going|proceed\w*|continu\w+) (?:on )?(?:to|with) (?:the )?(?:next "
            r"(?:phase|hook|probe|criterion|move)|phase)\b",
        ),
    ),
    (
        "answer",
        "it suggests an answer",
        (
            r"\b(?:have|had|did|do|has|were|are) you (?:ever |already |also |not |even )?(?:thought "
            r"(?:of|about)|think (?:of|about) \w+ing|consider(?:ed)?|looked (?:at|into)|tried|heard "
            r"(?:of|about)|aware (?:of|that)|come across|know (?:about|that))\b",
            r"\b(?:many|most|some|other|good|strong|better|experienced|successful|all|few|several) "
            r"(?:of the )?(?:\w+ )?(?:teams|people|candidates|companies|banks|engineers|communities|"
            r"organi[sz]ations|practitioners|experts|firms|places|systems|designs|answers|"
            r"interviewees) (?:would|will|might|could|usually|typically|often|tend|use|start|"
            r"handle|solve|mention|choose)\b",
            r"\b(?:one|another|a|the|an?other) (?:\w+ )?(?:option|possibility|approach|solution|"
            r"technique|trick|remedy|idea|alternative|way (?:out|forward|around|round|to (?:do|"
            r"handle|solve|fix|deal|avoid|get))) (?:here )?(?:is|are|would be|could be|might be|:)",
            r"\ba (?:common|typical|standard|good|better|possible|simple|natural|classic|sensible|"
            r"useful|neat|popular|reasonable|robust|proven|cheap|safer?) (?:\w+ )?(?:approach|way|"
            r"idea|trick|technique|solution|answer|option|choice|place to start|first step|"
            r"starting point|mistake|pitfall|remedy|strategy|practice|method|fix|pattern)\b"
            r"(?! (?:do|would|could|might|should|does) you)",
            r"\bbest practices?\b|\bstate of the art\b|\bindustry standard\b|\btextbook\b",
            r"\b(?:right|correct|real|ideal|expected|model|best|short|short|simple|obvious|full|"
            r"true) (?:answer|solution|choice|approach|trick|insight|way)(?: here)? (?:is|would|lies"
            r"|was|has|:|to)\b|\bthe (?:answer|solution|trick|key|insight|secret|clue|catch) "
            r"(?:here |really |of course )?(?:is|would be|lies|was)\b|\banswer key\b",
            r"\b(?:hints?|clues?|tip|pointer|nudge|spoiler)\b(?= (?:for you|here|:|is|would|that)|"
            r"[:.,!]|$)|\b(?:give|offer|drop) you (?:a |an |one )?(?:\w+ )?(?:hint|clue|tip|pointer|"
            r"nudge|example answer|suggestion)\b",
            r"\bi (?:was|had been|would have been) (?:really |actually |rather )?(?:looking|hoping|"
            r"expecting|waiting|aiming|fishing|thinking)\b|\bwhat i(?:'m| am| was) (?:looking for|"
            r"getting at|hinting at|hoping for|thinking of|driving at)\b",
            r"^(?:\W|and|so|but|then|well)*(?:wouldn|shouldn|couldn|isn|aren|don|doesn|won|can|didn|"
            r"hasn|haven|wasn)['’]t (?:it|you|we|that|there|they|she|he|the|this|your|her|his)\b",
            r", (?:would|wouldn['’]t|does|doesn['’]t|is|isn['’]t|are|aren['’]t|will|won['’]t|can|"
            r"can['’]t|should|shouldn['’]t|could|couldn['’]t|do|don['’]t|did|didn['’]t) (?:it|they|"
            r"you|she|he|we|there)\?|(?:,|–|—) (?:right|correct|no|yes|okay)\?|\bdon['’]t you think\b",
            r"\b(?:how|what) about (?:(?:just|simply|not|also|you|first|maybe) )*(?!(?:thing|some|any|"
            r"every|morn|even|build|rank|warn|feel)\w*ing\b)\w+ing\b|^(?:\W|and|so|but)*why (?:not|"
            r"don['’]t you)\b(?!\s*\?)|\bwhat if (?:you|we) (?:simply|just|instead|also|only)\b",
            r"\bif i were you\b|\bin your (?:place|position|shoes)\b|\bi(?:['’]d| would) (?:strongly |"
            r"also |rather |personally )?(?:suggest|recommend|advise|propose|argue|say that)\b|"
            r"\b(?:i|we|let me) (?:suggest|recommend|advise|propose|urge)\b|\bmy (?:advice|"
            r"suggestion|recommendation|tip|answer|take|view|opinion|preference)\b",
            r"\b(?:it|that) (?:would|might|could|may|['’]d) (?:also |probably |perhaps )?(?:be|make|"
            r"help) (?:better|wise|useful|worth|good|sensible|smart|enough|safer|wiser|cheaper|"
            r"easier|best|more|sense|simpler|ideal|important|helpful)\b|\bis(?:n['’]t)? it better\b|"
            r"\b(?:better|wiser|safer|cheaper|smarter|best) (?:to|not|flag|use|ask|hold|start|keep|"
            r"count|treat|wait|stop|let|leave|go)\b",
            r"\byou(?: really| clearly| probably| also| simply)? (?:should|ought to|might want|may want|"
            r"need to|must|had better|have to (?:consider|use|make|treat|think|take|account)|"
            r"['’]d (?:better|want|need|have)|would (?:want|need|have) to|will (?:want|need|have) to|"
            r"['’]ll (?:want|need|have|probably|likely)|might (?:want|also|consider|try|use|need)|"
            r"may (?:need|also|consider))\b",
            r"(?<!if )(?<!suppose )(?<!imagine )(?<!say )(?<!that )(?<!when )(?<!thing )\byou (?:could|"
            r"can) (?:also |just |simply |instead |always |even |then |easily |perhaps |first )*"
            r"(?!(?:see|tell|say|ask|assume|take|imagine|place|make|only|put|have|reach|go|do|give|"
            r"be|start)\b)\w+(?=[^?]*$)",
            r"^(?:(?:and|so|but|also|then|please|just|first|always|only|instead|maybe|perhaps|simply|"
            r"rather)\b\W*|\W)*(?:(?:hold|tag|measure|drop|cap|limit|treat|release|freeze|delay|route|"
            r"offer|watch|track|assign|restrict|raise|lower|reduce|randomi[sz]e|sample|label|multiply|"
            r"divide|train|evaluate|monitor|log|flag|notify|mute|remove|exclude|include|store|"
            r"collect|weight|predict|withhold|split|sort|match|check (?:if|whether|the|how|that)|"
            r"ask (?:her|him|them|the|a|for|people|those|each|one|whoever|somebody|someone|"
            r"volunteers|customers)|show (?:her|him|them|the|a|people|it)|call (?:her|him|them|the|a)|"
            r"tell (?:her|him|them|the|people|everyone)|let (?:her|him|them|people|the|users|each|"
            r"volunteers|customers)|put (?:the|a|an|in|limits)|use (?:the|a|an|only|plain|simple)|"
            r"set (?:the|a|an|up)|send (?:her|him|them|the|a|it)|turn (?:the|it)|build (?:the|a|an)|"
            r"add (?:the|a|an|some)|keep (?:the|them|those|a|only)|run (?:it|the|a)|stop (?:the|it|"
            r"when|if|as)|wait (?:for|until|with|a|some)|give (?:her|him|them|the|people|each|"
            r"everyone)|reach (?:the|her|him)|agree (?:with|on)|don['’]t (?:show|ask|let|tell|use|"
            r"hold|tag|call|send|treat|rely|count|train|trust|put|give|make|assume that)|never \w+|"
            r"start (?:with (?:simple|rules|a|who|what)|simple|by \w+ing)|build|only \w+ing)\b"
            r"(?! (?:me|us|yourself|that (?:past|by)|it (?:past|by|in|simple|short|concrete|brief)))|"
            r"make sure|be sure|don['’]t forget|remember to|"
            r"be careful|beware|watch out|avoid|never forget|try (?:to|using|adding|asking)|consider "
            r"(?:using|adding|asking|holding|treating|making|the \w+ of|a|an|whether|how|that)|"
            r"notice (?:that|how)|note that|keep in mind|bear in mind)\b",
        ),
    ),
    (
        "role",
        "it answers for the candidate",
        (
            r"\bi(?:['’]d| would)\b(?! (?:like|love|want|ask|need|still|put|push|press|challenge|note|"
            r"appreciate|be (?:interested|curious|glad|grateful)|rather (?:hear|you|not|know|stay)|"
            r"prefer (?:to hear|that you|a)|hope|guess|imagine|expect|think that you|have thought|"
            r"know|take (?:that|it|this) (?:as|to|for)|come|go back|stop|invite|just like|also like|"
            r"first like|now like|really like|be (?:happy|able) to (?:tell|give|share|answer)|not|"
            r"say (?:yes|no))\b)",
            r"\bi(?:['’]ll| will|['’]m going to| am going to)\b(?! (?:\w+ )?(?:wait|note|take (?:that|it|"
            r"this|them|those|your|you|(?:\w+ ){1,4}as)|tell|say|ask|give|repeat|put (?:it|that|this|the|my|a "
            r"question|another)|leave|come|change|write|let|be (?:brief|honest|clear|specific|"
            r"quiet|more|the)|narrow|rephrase|make (?:it|that|this|the)|play|read|stop|move|start|"
            r"share|answer|break|go|hear|listen|keep (?:it|that|this|quiet)|stay|pick|press|push|"
            r"state|describe|set|hold (?:on|you)|return|remember|assume|pay|hire|not|add)\b)",
            r"\b(?:my|our) (?:\w+ )?(?:design|approach|model|pipeline|system|classifier|architecture|"
            r"solution|plan|strategy|proposal|method) (?:is|would|will|uses?|has|starts?|begins?|"
            r"consists?|combines?|works?)\b",
            r"\bwe(?:['’]d| would| could| should| might|['’]ll| will)\b(?! (?:\w+ )?(?:like|want|"
            r"love|see|need|have|be|know|say|ever|get|hear|rather|stop|come|talk|go|not|never|make|"
            r"lose|all|move|leave|meet|finish|end|close|find)\b)",
            r"\b(?:as (?:a|the) candidate|speaking as the candidate|the candidate (?:says|said|would|"
            r"answers?|replies)|let me (?:answer|solve|design|build|show you how|explain how i|do it "
            r"for you|work (?:it|that) out))\b|\bhere(?:['’]s| is) (?:how|what) (?:i|you) (?:would|"
            r"could|should|can|might|['’]d)\b|\bi['’]?(?:ve| have) (?:built|designed|trained|worked on)\b",
            r"\b(?:sample|example|model) answer\b|\ban answer (?:could|might|would) be\b|\bfor "
            r"example,? (?:you|i|we) (?:could|would|might|can)\b",
        ),
    ),
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (rule, why, tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
        for rule, why, patterns in _FAMILIES
    )


def refuses_manner(sentence: str, allowed: Allowed, *, closing: bool = False) -> Refusal | None:
    """Return why a sentence is refused for its manner, or None.

    `closing`: the interview ends, and the scorecard may be spoken of.
    """
    said = allowed.without_quotes(sentence).replace("’", "'")
    if found := inspect(said):
        return Refusal("machinery", f"it {found.reason}")
    for rule, why, patterns in _patterns():
        for pattern in patterns:
            for match in pattern.finditer(said):
                words_of = match.group().strip(" .,;:!?-–—\"'")
                if closing and words_of.lower() in ("scorecard", "your result"):
                    continue
                if not allowed.authors(words_of):
                    return Refusal(rule, f"{why}: {shown(words_of)}")
    return None
