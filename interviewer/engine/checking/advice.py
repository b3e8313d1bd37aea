"""Patterns of advice: what suggests an answer, or gives one in the candidate's place.

It knows no scenario; what an answer is, `nearness` tells.
"""

from __future__ import annotations

from interviewer.engine.checking.patterns import STATED, any_of, compiled

_OTHERS = any_of(
    r"""teams | candidates | companies | banks | engineers | communities | organi[sz]ations |
    practitioners | experts | firms | systems | designs | answers | interviewees"""
)
_WAY = any_of(
    r"""option | possibility | approach | solution | technique | trick | remedy | idea |
    alternative | way out | way forward | way around | way round | way to \w+"""
)
_USUAL = any_of(
    r"""common | typical | standard | good | better | possible | natural | classic | sensible |
    useful | neat | popular | reasonable | robust | proven | cheap | safer?"""
)
_MEANS = any_of(
    """approach | way | idea | trick | technique | solution | answer | option | choice |
    place to start | first step | starting point | mistake | pitfall | remedy | strategy |
    practice | method | fix | pattern"""
)
_OPENED = (
    r"(?:^|^(?:if|when|until|once|before|since|because|unless|after|as|to) [^,?]{3,80},\s+)"
    r"(?:(?:and|so|but|also|then|please|just|first|always|only|instead|maybe|perhaps|simply|"
    r"rather)\b|\W)*"
)
"""Where an imperative may stand: at the beginning, or after a clause that leads to it."""
_HER = "(?:her|him|them|people|those|everyone|somebody|someone|each|customers|volunteers|members)"
_A = "(?:the|a|an|some|only|all|every|each)"
_DO = any_of(
    rf"""hold | tag | measure | drop | cap | limit | treat | release | freeze | delay | route |
    offer | assign | restrict | raise | lower | reduce | randomi[sz]e | sample | label |
    multiply | divide | train | evaluate | monitor | log | flag | notify | mute | remove |
    exclude | include | store | collect | weight | predict | withhold | split | sort | match |
    check if | check whether | check the | check how | ask {_HER} | ask the | ask a | ask for |
    show {_HER} | show the | show a | call {_HER} | call the | tell {_HER} | tell the |
    let {_HER} | let it run | put {_A} | put in | put limits | use {_A} | use plain | use simple |
    set {_A} | set up | send {_HER} | send {_A} | turn the | turn it | build | add {_A} |
    keep {_A} | keep them | keep those | run it | run a | stop the | stop if | stop as |
    wait for | wait until | wait with | wait some | give {_HER} | give the | reach the |
    reach {_HER} | agree with | agree on | never \w+ | watch for | watch the | track the |
    don't show | don't ask | don't let | don't tell | don't use | don't hold | don't tag |
    don't call | don't send | don't treat | don't rely | don't count | don't train | don't trust |
    get written | get permission | get the | get their | talk to {_HER} | talk to the |
    speak to {_HER} | work with {_A} | work on {_A} | find | invite | link | respect | protect |
    encourage | prefer | focus on | prioriti[sz]e | rely on | look for | write {_A} | write down |
    write them | write it | go to {_A} | go with {_A} | go for {_A} | start with simple |
    start with rules | start with who | start with what | start simple | start by \w+ing |
    only \w+ing"""
)
_ASIDE = (
    r"(?![^.?!]*\b(?:for a (?:moment|second|minute|while|bit)|for now|aside|in mind|on hold|to one "
    r"side|for me|to me|with me|one more time|again)\b)"
)
"""What makes an imperative part of the talk: "put the model aside", "hold that for a moment"."""

ADVICE = compiled(
    r"\b(?:have|had|did|do|has|were|are) you (?:ever |already |also |not |even )?(?:thought (?:of|"
    r"about)|think (?:of|about) \w+ing|consider(?:ed)?|looked (?:at|into)|tried|heard (?:of|about)|"
    r"aware (?:of|that)|come across|know (?:about|that))\b",
    rf"\b(?:many|most|some|other|good|strong|better|experienced|successful|few|several) "
    rf"(?:of the )?(?:\w+ )?{_OTHERS} (?:would|will|might|could|usually|typically|often|tend|use|"
    r"start|handle|solve|mention|choose)\b|\bmost people (?:would )?(?:say|answer|choose|solve)\b",
    rf"\b(?:one|another|an?|the|an?other) (?:\w+ )?{_WAY}(?: here)? (?:is|are|would be|could be|"
    r"might be|:)",
    rf"\ba {_USUAL} (?:\w+ )?{_MEANS}\b(?! (?:do|would|could|might|should|does) you)",
    r"\bbest practices?\b|\bstate of the art\b|\bindustry standard\b|\btextbook\b",
    r"\b(?:right|correct|real|ideal|expected|model|best|obvious|true) (?:answer|solution|choice|"
    r"approach|trick|insight|way)(?: here)? (?:is|would|lies|was|has|:|to)\b|\bthe (?:answer|"
    r"solution|trick|key|insight|secret|clue|catch) (?:here |really |of course )?(?:is|would be|"
    r"lies|was)\b|\banswer key\b",
    r"\b(?:hints?|clues?|tip|pointer|nudge|spoiler)\b(?= (?:for you|here|:|is|would|that)|[:.,!]|"
    r"$)|"
    r"\b(?:give|offer|drop) you (?:a |an |one )?(?:\w+ )?(?:hint|clue|tip|pointer|nudge|example "
    r"answer|suggestion)\b",
    r"\bi (?:was|had been|would have been) (?:really |actually |rather )?(?:looking for|hoping|"
    r"expecting|aiming|fishing)\b|\bwhat i(?:'m| am| was) (?:looking for|getting at|hinting at|"
    r"hoping for|thinking of|driving at)\b",
    r"^(?:\W|and|so|but|then|well)*(?:would|should|could|is|are|do|does|wo|ca|did|has|have|"
    r"was)n?'t "
    r"(?:it|you|we|that|there|they|she|he|the|this|your|her|his)\b",
    r", (?:would|does|is|are|will|can|should|could|do|did|wo|ca)(?:n't)? (?:it|they|you|she|he|we|"
    r"there)\?|(?:,|–|—) (?:right|correct|no|yes|okay)\?|\bdon't you think\b",
    r"\b(?:how|what) about (?:(?:just|simply|not|also|you|first|maybe) )*(?!(?:thing|some|any|"
    r"every|"
    r"morn|even|build|rank|warn|feel|tim|pric)\w*ing\b)\w+ing\b|^(?:\W|and|so|but)*why (?:not|"
    r"don't "
    r"you)\b(?!\s*\?)|\bwhat if (?:you|we) (?:simply|just|instead|also|only)\b",
    r"\bif i were you\b|\bi(?:'d| would) (?:strongly |also |rather |personally )?(?:suggest|"
    r"recommend|"
    r"advise|propose|argue|say that)\b|\b(?:i|we|let me) (?:suggest|recommend|advise|propose|"
    r"urge)\b|"
    r"\bmy (?:advice|suggestion|recommendation|tip|answer|take|view|opinion|preference)\b",
    r"\b(?:it|that) (?:would|might|could|may|'d) (?:also |probably |perhaps )?(?:be|make|help) "
    r"(?:better|wise|worth|sensible|smart|safer|wiser|cheaper|easier|best|more|sense|simpler|ideal|"
    r"important|(?:(?:her|him|them|you|us|me) )?to (?!know|hear|understand|see|put))\b|"
    r"\bis(?:n't)? it better\b|\b(?:better|wiser|safer|cheaper|smarter|best) (?:to|not|flag|hold|"
    r"keep|"
    r"count|treat|wait|stop|let|leave|go)\b",
    r"(?<!what )(?<!all )(?<!whatever )\byou(?: really| clearly| probably| also|"
    r" simply)? (?:should|"
    r"ought to|might want|may want|need to|must|had better|have to (?:consider|use|make|treat|"
    r"think|"
    r"take|account)|'d (?:better|want|need|have)|would (?:want|need|have) to|will (?:want|need|"
    r"have) "
    r"to|'ll (?:want|need|have|probably|likely)|might (?:want|also|consider|try|use|need)|"
    r"may (?:need|"
    rf"also|consider))\b{STATED}",
    r"(?<!if )(?<!suppose )(?<!imagine )(?<!say )(?<!that )(?<!when )(?<!thing )(?<!what )(?<!all )"
    r"\byou (?:could|can) (?:also |just |simply |instead |always |even |then |easily |perhaps |"
    r"first )*"
    r"(?!(?:see|tell|say|ask|assume|take|imagine|place|make|only|put|have|reach|go|do|give|be|"
    r"start|"
    rf"hear|count on|spend)\b)\w+{STATED}",
    rf"\b(?:should(?:n't)?|ought to)\b{STATED}|(?:^|[.!;]\s+)ideally\b|\bthe (?:real|actual|key|"
    rf"main|"
    r"core|true|underlying|crucial|important|thing to \w+)(?: (?:decision|question|problem|issue|"
    r"point|task|thing|challenge|difficulty|risk))?(?: here)? (?:is|lies)\b",
    rf"{_OPENED}(?:{_DO}\b(?! (?:me|us|yourself|mind|on\b|that\b|be\b|numbers|figures|inputs|rule))"
    rf"{_ASIDE}|make sure|be sure|don't forget|remember to|be careful|beware|watch out|avoid|"
    rf"try (?:to|"
    r"using|adding|asking)|consider (?:\w+ing|whether)|notice how)\b",
    rf"{_OPENED}(?:think (?:of|about)|consider) (?!(?:this|that|these|those|it|her|him|them|a|an|"
    r"one|any|some\w*|every\w*|each|your\w*|what|how|who|"
    r"the (?:case|moment|situation|following))\b)"
    r"\w+",
)
"""What suggests an answer: "have you thought of", "most teams would", "make sure that"."""

REMINDER = compiled(
    r"^(?:\W|and|so|but|also|then|please|just)*(?:note|notice|remember|keep in mind|bear in mind|"
    r"recall|mind you|don't forget)\b(?:,? that)?",
)
"""What reminds of something; of what was told, it may."""

ROLE = compiled(
    r"\bi(?:'d| would)\b(?! (?:like|love|want|ask|need|still|put|push|press|challenge|note|"
    r"appreciate|"
    r"be (?:interested|curious|glad|grateful|happy|able)|rather (?:hear|you|not|know|stay)|"
    r"prefer (?:to "
    r"hear|that you|a)|hope|guess|imagine|expect|have thought|know|take (?:that|it|this) (?:as|to|"
    r"for)|"
    r"come|go back|stop|invite|(?:just|also|first|now|really) like|not|call (?:that|it|this)|hate|"
    r"give "
    r"you|say (?:yes|no)|pay|think that you)\b)",
    r"\bi(?:'ll| will|'m going to| am going to)\b(?! (?:\w+ )?(?:wait|note|take (?:that|it|this|"
    r"them|"
    r"those|your|you|(?:\w+ ){1,4}as)|tell|say|ask|give|repeat|put (?:it|that|this|the|my|"
    r"a question|"
    r"another)|leave|come|change|write|let|be|narrow|rephrase|make (?:it|that|this|the)|play|read|"
    r"stop|"
    r"move|start|share|answer|break|go|hear|listen|keep|stay|pick|press|push|state|describe|set|"
    r"hold "
    r"(?:on|you)|return|remember|assume|pay|hire|not|add|call (?:that|it)|hand|walk|turn|bring|get|"
    r"try|"
    r"follow|show|use (?:your|that))\b)",
    r"\b(?:my (?:\w+ )?(?:design|approach|model|pipeline|system|classifier|architecture|solution|"
    r"plan|"
    r"strategy|proposal|method)|our (?:\w+ )?(?:design|model|pipeline|classifier|architecture|"
    r"solution|"
    r"strategy)) (?:is|would|will|uses?|has|starts?|begins?|consists?|combines?|works?)\b",
    r"\bwe(?:'d| would| could| should| might|'ll| will)\b(?! (?:\w+ )?(?:like|want|love|see|need|"
    r"have|be|know|say|ever|get|hear|rather|stop|come|talk|go|not|never|make|lose|all|"
    r"call (?:it|that|this|a)|move|leave|meet|finish|"
    r"end|close|find|stay|take|look|start|begin|continue|put|return|assume|pay|owe|hire|"
    r"run out)\b)",
    r"\b(?:as (?:a|the) candidate|speaking as the candidate|the candidate (?:says|said|asks|"
    r"asked|wants|is|"
    r"has|does|did|should|would|"
    r"answers?|"
    r"replies)|let me (?:answer|solve|design|build|show you how (?:i|to)\b|explain how i|"
    r"do it for you|"
    r"work (?:it|that) out))\b|\bhere(?:'s| is) (?:how|what) (?:i|you) (?:would|could|should|can|"
    r"might|"
    r"'d)\b|\bi(?:'ve| have) (?:built|designed|trained|worked on)\b",
    r"\b(?:sample|example|model) answer\b|\ban answer (?:could|might|would) be\b|"
    r"\bfor example,? (?:you|"
    r"i|we) (?:could|would|might|can)\b",
)
"""What the candidate would say: "I would train", "our model uses"."""
