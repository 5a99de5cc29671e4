"""The words around a name: greetings that end a letter, wishes, words that only look like names."""

import re

_KIND = (
    r"vänlig(?:a|aste|ast)?|bästa|varm(?:a|aste)?|många|glada?|soliga|somriga|vintriga|höstliga|vårliga|"
    r"hjärtliga?|trevliga?|stora?|kära|fina|snälla|goda|härliga|kärleksfulla|julliga"
)
_SEASON = r"(?:jul|sommar|höst|vår|vinter|helg|påsk|fredags|museums|biblioteks)?"
_WISHED = rf"{_SEASON}(?:hälsning(?:ar(?:na)?|en)?|hälsn\.?)"
GREETING = re.compile(
    rf"(?<![\w-])(?:"
    rf"m\s?\.?\s?v\s?\.?\s?h\b\.?|v\s?\.?\s?h\b\.?|m\s?\.?\s?b\s?\.?\s?h\b\.?|"
    rf"(?:med\s+)?(?:de\s+)?(?:(?:{_KIND})\s+(?:och\s+)?){{0,3}}{_WISHED}|"
    rf"med\s+(?:vänliga?|varma|bästa)|"
    rf"signerat|sign\.|svarat\s+av|vid\s+(?:tangenterna|pennan|tangentbordet)|"
    rf"allt\s+(?:gott|väl)|vänligen|vänligast|högaktningsfullt|(?:många\s+)?kram(?:ar)?|"
    rf"(?:with\s+)?(?:kind|kindest|best|warm|warmest|many)\s+(?:regards|wishes|greetings)|regards|"
    rf"(?:yours\s+)?sincerely|yours\s+(?:truly|faithfully)|all\s+the\s+best|best|cheers|greetings|br"
    rf")(?![\w-])",
    re.IGNORECASE,
)
SIGNING_VERB = re.compile(r"(?<![\w-])(?:hälsar|önskar|undertecknar)(?![\w-])", re.IGNORECASE)
""" "Välkommen önskar Anna"; but "vi hälsar Anna välkommen" is no sign-off."""
WISH = re.compile(
    r"(?<![\w-])(?:ha\s+(?:en|ett|det|de|så)|vi\s+(?:ses|hörs)|(?:varmt\s+|hjärtligt\s+)?välkom(?:men|na|met)|trevlig|"
    r"god|glad|hej\s?då|lycka\s+till|ta\s+hand|have\s+a|see\s+you|welcome|take\s+care)(?![\w-])[^.!?\n]*$",
    re.IGNORECASE,
)
ORDINARY_WORDS = frozenset(
    """
    per my love stig sten björn bo kim maj rosa linnea liv dag hans jan august april juni may june
    rose hope faith grace will mark jack ray art bror saga vilja glad viola iris ros ek lind ask sol
    storm gull mio nova stella lilja varg åke tor vide ken don sky bill rob guy pat sue drew miles
    heidi ben rut siv frid
    """.split()  # noqa: SIM905 - a list of words reads better than a column of strings
)
"""Folded first names that are ordinary words too: without a marker none is lightly taken for a name."""
NOT_BY = frozenset(
    {
        "till",
        "åt",
        "med",
        "hos",
        "för",
        "efter",
        "om",
        "kontakta",
        "ring",
        "fråga",
        "mejla",
        "maila",
        "to",
        "for",
        "with",
        "ask",
        "call",
        "at",
    }
)
"""Before a name, these make it somebody else's."""
BY = re.compile(r"(?:från|genom|via|gm|av|vi|from|by|//?)\s+", re.IGNORECASE)
PLACE = frozenset({"på", "från", "vid", "i", "hos", "at", "from", "of", "@"})
"""After a name, these begin where she works."""
BETWEEN = re.compile(
    r"\s*[,/&+|·•\n;]+\s*|\s+(?:och|o|and|samt|genom|gm|via|by)\s+|\s+[-–—]+\s+", re.IGNORECASE
)
"""Between signers, titles and organisations."""
