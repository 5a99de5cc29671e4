"""What the made-up units answer again and again, kept by their editors before the demo begins."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class KeptReply:
    """A ready reply: whose unit keeps it and which of its people."""

    unit: str
    person: str
    title: str
    text: str
    individual: bool = False


_OPENING = "Hej {namn}! Just nu har vi öppet vardagar 10-18 och lördagar 10-15. Välkommen! {signatur}"
_OWN_CASE = (
    "Hej, och tack för att du skriver. Det här gäller dig personligen, och därför svarar vi inte här, där "
    "alla kan läsa. Ring kontaktcenter, 010-000 00 00, så hjälper vi dig vidare. {signatur}"
)
READY: tuple[KeptReply, ...] = (
    KeptReply(unit="kulturskolan", person="anna", title="Öppettider", text=_OPENING),
    KeptReply(
        unit="kulturskolan",
        person="anna",
        title="Köplats till kurser",
        text="Hej {namn}! Du ställer dig i kö på webbplatsen, så hör vi av oss. {signatur}",
    ),
    KeptReply(
        unit="kulturskolan",
        person="anna",
        title="Enskilt ärende: ring kontaktcenter",
        text=_OWN_CASE,
        individual=True,
    ),
)
