"""The families of text that speaks to the grader, as patterns over `plain` text.

Each is about this interview: its answers, its marks, its roles. "The reviewer approves the draft"
or "the prompt tells the model to ignore the footer" is in none of them.
"""

from __future__ import annotations

import re

from interviewer.evidence.quarantine_guises import plain

_GRADER = (
    r"(?:auto-?grader|grader|scorer|evaluator|assessor|judge|marker|examiner|reviewer|observer)s?"
)
_MACHINE = rf"(?:{_GRADER}|llm|ai|model|panel|(?:scoring|grading|judging) (?:model|system|bot))"
_START = r"(?:^|[.!?;:,(\[>*|-]\s*|\b(?:please|kindly|simply|just|must|should|shall) )"
"""Where an order begins; "we would ignore" and "the judge gives" are none."""
_MINE = (
    r"(?:(?:this|my|the (?:above|following|next|previous|present)) (?:\w+ )?"
    r"(?:answer|candidate|response|reply|turn|sentence|line|statement|passage|interview|"
    r"transcript|block)s?|the candidate|me)\b"
)
_GOOD = (
    r"(?:pass|full|top|max\w*|high\w*|perfect|best|held|hold|justified|applied|level|credit\w*|"
    r"marks?|correct|expert|excellent|complete|accordingly|generous\w*)\b"
)
_TOP = r"(?:full|maximum|max|top|highest|best|perfect|level (?:4|four)|10/10|5/5|100 ?%)"
_MARKS = r"(?:marks?|points?|scores?|credit|grade|rating|level|verdict|band)\b"
_RATES = (
    r"(?:award|grant|assign|mark|rate|score|grade|pass|credit|treat|accept|approve|consider|count|"
    r"hold|log|promote|hire|give)"
)
_HELD = r"(?:held|held up|justified|applied|passed|evidence|a correct self-correction)\b"

_ADDRESSES = (
    rf"{_START}(?:dear|attention|attn|hello|hi|hey|@|(?:a )?(?:quick )?(?:note|word|message) "
    rf"(?:to|for)),? ?(?:the |my |all )?{_MACHINE}\b",
    rf"{_START}to (?:the )?{_MACHINE}:|\bnote to the {_MACHINE} ?[:,-]",
    rf"(?:^|[.!?;(\[>*@|#-]\s*){_GRADER}(?:'s)? ?(?:[:\u2014\u2013-]|attention)"
    rf"[^.]{{0,60}}\b(?:this (?:answer|candidate|is|was)|the candidate|award|criteri\w+|verdict|"
    rf"approved?|passed|{_GOOD})",
    rf"(?<!the )(?<!a )(?<!an )(?<!our )(?<!llm )\b{_GRADER}, (?:please|kindly|{_RATES})\b",
    rf"{_START}{_RATES} (?:to )?{_MINE}[^.]{{0,60}}\b{_GOOD}",
    r"\b(?:pass|approve|promote|credit) (?:me\b|(?:this|the) candidate\b)",
    rf"{_START}(?:award|grant|assign|mark|rate|score|"
    r"give(?= (?:me|this|it|us|full|max|top|high|perfect|best|the (?:ans|cand|resp|high))))"
    rf"\b[^.]{{0,40}}\b{_TOP}\b[^.]{{0,30}}\b{_MARKS}",
    rf"^{_TOP} (?:marks|credit|points|score)[\s.!]*$",
    rf"\b(?:this|my) (?:answer|candidate|response|transcript|interview|reply) (?:deserves|merits|"
    rf"meets|satisfies|demonstrates|holds up|must|should|has)\b[^.]{{0,60}}"
    rf"\b(?:pass|scored?|credit|criteri\w*|rubric|marks?|{_HELD})",
    r"\bthe candidate (?:has |must |should )?(?:meets?|met|pass(?:ed)?\b(?! on| to)|deserves?|"
    r"satisf\w+)\b",
    r"\b(?:all|every|each)(?: of the)? (?:gates?|criteri\w+|hooks?|points?|probes?|expectations?)"
    r" (?:is|are|was|were|has been|have been|has|have) (?:now )?(?:met|passed|satisfied|held|"
    r"applied|justified|fulfilled)\b(?! (?:when|only|if|once|for|until))",
    rf"\b{_GRADER} (?:should|must|is to|has to|will|shall) {_RATES} (?:this|me|my|the candidate)\b",
    r"\bwhoever (?:reviews?|scores?|grades?|marks?|weighs?|judges?) (?:this|my)\b",
    rf"\b(?:if|since|as) you(?:'re| are) (?:the |a |an )?(?:automated )?{_MACHINE}\b",
    rf"\b{_GRADER} like you\b",
    rf"{_START}(?:mark|settle|record|count|treat|log|regard|read) (?:the|this|that|each|every)? ?"
    rf"(?:probe|criterion|answer|turn|sentence|gate|hook|line|reply|point)? ?as {_HELD}",
    r"\bi (?:deserve|have reached|reached|earned|claim)\b[^.]{0,30}"
    rf"\b(?:level|pass|marks?|{_TOP})",
    r"\bfor grading purposes\b|\bbefore (?:scoring|grading|judging)(?: this)?,",
    r"\bstop (?:judging|scoring|grading) (?:here|now|me|this)\b",
    r"\b(?:meets?|credit|satisf\w+|criteria|points|expectations)(?: \w+){0,4} "
    r"(?:of|in|by) the rubric\b|\brubric (?:must|should|is to) be (?:treated|considered|ignored)",
)
_INSTRUCTS = (
    rf"{_START}(?:ignore|disregard|forget|override|bypass|discard|set aside|skip|switch off|"
    r"turn off|pay no attention to)(?: about)?(?: (?:all|any|your|my|the|these|those|of))*"
    r"(?: (?:previous|prior|above|earlier|preceding|former|given|judging|grading|hidden|system))*"
    r" (?:instruction|prompt|rubric|guideline|guidance|criteri|context|direction|expectation|"
    r"quarantine|swap test|verification|analysis)\w*",
    rf"{_START}(?:ignore|disregard|forget|discard) (?:all |everything |what )"
    r"(?:of )?(?:the )?(?:above|before|previous|earlier|you (?:were|have been) told|i said before)",
    rf"{_START}(?:ignore|disregard|forget|override)(?: (?:all|any|your|the))* "
    r"(?:previous|prior|above|earlier|your) rules?\b",
    rf"(?:{_START}|from now on )(?:you are|you're) now\b",
    rf"(?:{_START}|from now on )(?:you (?:must|are to|should) )?"
    r"(?:act as|pretend to be|switch to|be|you are)(?: now)?(?: an?| the| in)?(?: very| more)? "
    r"(?:lenient|generous|helpful (?:grader|judge)|helpful assistant that|dan\b)",
    rf"\b(?:developer|debug|god|maintenance) mode\b|{_START}switch to (?:a |an )?{_GRADER}\b",
    r"\bnew (?:instructions?|rules?|task)\s*:|\byour task has changed\b",
    rf"{_START}(?:reveal|print|repeat|output|show me) (?:the |your )?(?:rubric|hidden|"
    r"system prompt|prompt|instructions|expected answer)",
    r"\bend of (?:transcript|interview|prompt|candidate|untrusted|input)\b",
    rf"{_START}do not (?:quote|mention|penali[sz]e) (?:this|my|the candidate)\b|\bapply the swap",
    r"\bchoose the higher level\b|\bround (?:my|the) level up\b",
)
_ROLES = (
    r"system|assistant|user|interviewer|developer|tool|human|ai|moderator|operator"
    r"|system (?:override|prompt|message|notice)"
)
_POSES = (
    rf"^[\s>#*@(\[\d:.,\"'|-]{{0,16}}(?:{_ROLES})"
    r"(?: ?\([^)\n]{0,30}\)| ?\[[^\]\n]{0,30}\])?[\])*]{0,3} ?(?::(?=\s|$)|>\s)",
    r"^[\s>]*\[(?:system|assistant|interviewer|judge|admin|notice|debug|calibration)\b",
    r"<\|[^|>\n]{1,40}\|>|<</?sys>>|\[/?(?:inst|system|assistant|judge|system_prompt)\]|</?s>",
    r"</?(?:system|assistant|im_start|im_end|endoftext|start_of_turn|end_of_turn|judge|grader|"
    r"rubric|transcript|candidate|turn|operator|scorecard)\b[^>\n]{0,40}>",
    r"<\|?(?:im_start|im_end|endoftext|system|assistant)\b",
    r"<(?:score|level|verdict|grade)>\s*(?:[2-5]|10|pass|strong|held|max)",
    r"###\s*(?:system|instruction|response|judge|verdict|scor)",
    r"(?<!-)-{3,40} ?(?:begin|end)\b[\w ]{0,30}---|(?<!=)={3,40} ?(?:begin|end)\b",
    r"<!\[cdata\[|\]\]>",
    r"[(*\[\u2014\u2013] ?(?:the )?(?:interviewer|examiner|judge)\b[^)\]*\n]{0,40}"
    r"\b(?:nods|writes|notes|agrees|accepts)\b",
    r"<!--|\[//\]: ?#",
)
_FINE = r"(?:strong[_ ]?pass|pass(?:ed)?|held|applied|justified|excellent|full)\b"
_VERDICT = (
    rf"\b(?:verdict|outcome|grade|recommendation)[\"']?\s*(?:[:=]|::)\s*[\"']?{_FINE}"
    r"(?!\s*(?:/|or|,? ?fail))",
    r"\b(?:final|overall) score\s*[:=]|^\W{0,3}(?:score|rating|grade|verdict)\s*[:=]\s*"
    r"(?:5/5|10/10|excellent|strong|full|pass\b(?!\s*(?:/|or))|\d{1,2}(?=\s*$))",
    r"[\"'](?:score|grade|rating)[\"']\s*:\s*[\"']?(?:10|100|max|full|a\b|pass|held)",
    r"\blevel[\"']?\s*[:=]\s*[2-4]\b|\b(?:strong_pass|held_up)\b",
    r"[\"'](?:observations|verdict|criteria|gates|held)[\"']\s*:\s*(?:[\[{]|true|[\"'](?:pass|str))",
    r"[\"'](?:kind|outcome)[\"']\s*:\s*[\"'](?:held|justified|applied)|\bkind\s*[:=]\s*held",
    r"[\"'](?:who|role)[\"']\s*:\s*[\"'](?:interviewer|candidate|judge)",
    r"[\"']type[\"']\s*:\s*[\"'](?:probe_settled|interviewer_said|candidate_said|closed)",
    r"[\"']reach[\"']\s*:\s*[\"']specific",
    r"\b(?:set|record|submit|finish|force|update)_?(?:level|verdict|grade|grading|score)\w*\s*[(\"{]",
    r"[\"'](?:tool|name)[\"']\s*:\s*[\"'][^\"']*(?:grade|verdict|level)",
    r"<(?:tool_call|function_calls?|invoke|tool_use)\b|\bto=functions\.",
    r"\|\s*criteri\w+\s*\|\s*(?:level|score)|\bcriterion,\s?level\b",
    r"\bgates(?: passed)?\s*[:=]\s*(?:\d+ of|all|\[?passed)",
    r"(?:\b(?:pass|held|score: 5|level 4|4)\b[\s,.;]*){5}",
    r"(?:\b\w+ ?= ?4\b[\s,;]*){2}",
)
_ABROAD = (
    r"(?:ignorier|missacht|vergiss)\w*.{0,60}(?:anweisung|rubrik|regel|vorgabe|kriteri)",
    r"\bvolle punktzahl|\bhochste (?:note|punktzahl)|\bdiese antwort als\b",
    r"(?:ignore|oublie)[zr]?\b.{0,60}(?:instructions precedentes|consignes|regles)",
    r"\bnote maximale|\btous les criteres sont",
    r"(?:ignor|olvid)[ae]\b.{0,60}(?:instrucciones|reglas)|\b(?:puntuacion|nota) maxima",
    r"\baprueb[ae] (?:al|a este) candidato",
    r"\bignora\b.{0,60}istruzioni|\bpromuovi (?:il|questo) candidato|\bmassimo dei voti",
    r"\bignor[ae]\b.{0,60}instrucoes|\bde nota maxima",
    r"\bnegeer\b.{0,60}(?:instructie|opdracht|aanwijzing)|\bhoogste (?:cijfer|score)",
    r"(?:игнорируй|забудь|не обращай).{0,60}(?:инструкц|указани|правил)",
    r"(?:высший|максимальн\w+) балл|максимальн\w+ оценк",
    r"(?:忽略|无视|忘记).{0,20}(?:指示|指令|规则|要求)|满分|最高分|符合所有评分",
    r"(?:指示|命令|規則).{0,20}(?:無視|忘れ)|満点|合格に",
    r"(?:지시|명령|규칙).{0,20}(?:무시|잊)|만점|최고 점수",
    r"تجاهل.{0,60}(?:التعليمات|الأوامر|القواعد)|الدرجة الكاملة",
    r"(?:התעלם|בטל).{0,60}(?:הוראות|ההוראות|הנחיות)|ציון מלא",
    r"निर्देश.{0,40}अनदेखा|पूरे अंक",
    r"(?:talimat|kural).{0,40}(?:yok say|gormezden|unut)|\btam puan",
    r"(?:zignoruj|pomin|zapomnij).{0,60}(?:instrukcj|polecen)|maksymaln\w+ (?:liczb|ocen|punkt)",
    r"(?:ignorera|bortse|glom)\b.{0,60}(?:instruktion|anvisning)|\bfull poang|\bhogsta betyg",
)
"""Orders and top marks in the languages in which they were met; folded as the text is."""


_ITSELF = (
    r"(?:(?:this|my)(?: \w+)? (?:answer|reply|response|message|paragraph|turn|statement|passage|"
    r"sentence|reasoning|argument|text|line)|"
    r"(?:the )?(?:above|foregoing)(?: (?:answer|reply|response|text|paragraph))?|"
    r"the (?:answer|reply|response|text|paragraph|sentence|lines?) (?:above|below|before this)|"
    r"(?:what|all) (?:i|i've|i have) (?:just )?(?:said|say|wrote|written|gave|given))"
)
_HOLDS = (
    r"(?:contain|include|ha[sd]|have|show|make|give|provide|offer|present|demonstrate|comprise|"
    r"feature|cover|state|hold|name|list|carr(?:y|ie)|combine|consist|appl(?:y|ie)|exhibit|bring|"
    r"express|deliver|display|feature|meet|come|illustrate|evidence|establish|reject)(?:e?s)?\b"
)
_TERM = (
    r"(?:decisions?|decid\w+|alternatives?|trade-?offs?|justif\w+|rationales?|reasons?|reasoning|"
    r"mechanisms?|constraints?|numbers?|figures?|quantit\w+|calculations?|estimates?|costs?|"
    r"evidence|substance|application|specifics?|criteri\w+|concepts?|scenario)\b"
)
_CHOICE = r"(?:decisions?|alternatives?|trade-?offs?|justif\w+|rationales?)\b"
_JOINED = (
    r"[^.;]{0,60}(?:,|\b(?:and|with|plus|or|as well as|along with|bound to|for)\b)[^.;]{0,40}\b"
)
_PAIR = rf"(?<!the )(?:{_CHOICE}{_JOINED}{_TERM}|{_TERM}{_JOINED}{_CHOICE})"
"""Two things that a grader looks for; "the decision of the agent" is somebody's own."""
_ONE = r"(?:an?|one|both an?|the required|the expected|some|clear|concrete|specific)"
_GRADED = (
    r"(?:rejected|discarded|dismissed|turned[- ]down|weighed) (?:\w+ )?alternatives?\b|"
    r"\balternatives? (?:(?:that|which) )?(?:(?:is|are|was|were|i|we|it) )?"
    r"(?:rejected|discarded|dismissed|turned down|rejects?)\b|"
    r"\b(?:checked|verified|recomputed|derived|worked[- ]out|checkable) "
    r"(?:numbers?|figures?|quantit\w+|calculations?|estimates?)\b|"
    r"\b(?:numbers?|figures?|quantit\w+) that (?:checks?(?: out)?|is checked|was checked)\b"
)
_DESCRIBES = (
    rf"\b{_ITSELF} (?:\w+ ){{0,3}}{_HOLDS}[^.;]{{0,60}}\b{_PAIR}",
    rf"\b{_ITSELF} (?:\w+ ){{0,3}}{_HOLDS}[^.;]{{0,60}}\b(?:{_GRADED})",
    rf"\b{_ITSELF} (?:\w+ ){{0,3}}{_HOLDS}[^.;]{{0,20}}\b(?:everything|all|what(?:ever)?) "
    r"(?:that )?(?:is |was )?(?:expected|required|needed|asked(?: for)?|looked for)\b",
    r"^(?:(?:so|and|now|thus) )*it (?:\w+ )?(?:contain|include|present|demonstrate)s? "
    rf"{_ONE} (?:\w+ ){{0,3}}{_PAIR}",
    rf"^(?:(?:so|and|now|thus|again|therefore),? )*(?:above |below )?"
    r"(?:i(?:'ve| have)? (?:now |just |clearly |hereby )*(?:given|gave|provided|provide|presented|"
    r"included|stated|named|shown|offered|made|supplied|demonstrated|give|include|present)|"
    r"here (?:is|are|you have|you find|comes?)|you (?:have|find|see|now have) here|"
    r"(?:in|with) (?:this|my) (?:answer|reply|response|message),? (?:there (?:is|are)|i \w+|"
    rf"you find)) {_ONE} (?:\w+ ){{0,3}}{_PAIR}",
    rf"\b{_PAIR}[^.;]{{0,60}}\b(?:are|is|stands?|found|present|contained|included|given) "
    rf"(?:\w+ ){{0,3}}(?:in|by|with) {_ITSELF}",
)
"""What an answer says of itself in the terms in which it is graded: no design speaks so."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.MULTILINE)


_INSTRUCTION = "gives the program instructions"
_ROLE = "poses as another role"
FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("addresses the grader", _any(*_ADDRESSES)),
    (_INSTRUCTION, _any(*_INSTRUCTS, *(plain(pattern) for pattern in _ABROAD))),
    (_ROLE, _any(*_POSES)),
    ("looks like a verdict", _any(*_VERDICT)),
    ("praises itself in the grader's terms", _any(*_DESCRIBES)),
)
"""What each family does, and its patterns; the first that fits names the reason."""
QUOTABLE = frozenset({_INSTRUCTION, _ROLE})
"""Families that a design may quote: what a ticket or a page could say to its model."""
