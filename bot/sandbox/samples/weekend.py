"""From Friday 14.50: a film spreads on Friday evening, a few words over the weekend, Monday morning."""

from datetime import timedelta

from bot.sandbox.samples.sample import Sample, at, sample

FACEBOOK = "kulturskolan-facebook"
INSTAGRAM = "kulturskolan-instagram"

# On Friday evening Kulturskolan's film of the lucia rehearsal spreads: sixty comments in five hours.
_QUESTIONS = (
    ("Gun-Britt Ås", "Var och när går luciatåget? Vi kommer gärna hela familjen."),
    ("Peter i Vik", "Sänds det på nätet också? Farmor bor i Luleå."),
    ("noravik_", "Får man vara med och sjunga om man går i sexan men inte på kulturskolan?"),
    ("Halima A", "Finns det plats för rullstol längst fram?"),
    ("Sven-Åke", "Vad heter hon som sjunger sista versen? Vilken röst!"),
    ("kattisbakar", "Behöver ni fler som bakar lussekatter? Jag kan ta två plåtar."),
    ("Oskars mamma", "Oskar har tappat bort sin stjärngossestrut. Kan man låna en?"),
    ("Ulrik Sand", "Varför ligger konserten mitt på dagen när folk arbetar?"),
    ("dansklara", "Blir det dans i år igen? Förra året var magiskt."),
    ("Ingela F", "Måste man boka biljett eller är det bara att komma?"),
    ("hej.matteo", "Vilken kyrka är det på filmen?"),
    ("Rolf Bergman", "Ljudet är väldigt lågt på filmen. Går det att laga?"),
    ("mormor.rut", "Kan man köpa filmen efteråt? Jag har ingen dator."),
    ("Amina och Leo", "Våra tvillingar är fem. Är de för små för att sitta still så länge?"),
)
_ONLY_EMOJI = (
    ("emmy.l", "❤️❤️❤️"), ("Lasse B", "👏👏"), ("ida_spelar", "😍"), ("Tove", "🕯️✨"), ("jonnaw", "🥹"),
    ("Mats", "👍"), ("flojt_fia", "🎶❤️"), ("Karin S", "🙌"), ("viggo06", "🔥🔥🔥"), ("Bengt-Olof", "👍👍"),
    ("saga.n", "💛"), ("Elsa M", "😭😭"), ("trombon_tom", "🎺🎺"), ("Pia", "🌟"), ("nelly_h", "❤️"),
    ("Göran", "👏"), ("sommarlov", "✨✨✨"), ("Ronja", "😍😍"), ("Kjell", "👍🏻"), ("lovisa.p", "🤍"),
    ("Annika W", "🥰"), ("hugo.k", "🎄"), ("Wilma", "💫"), ("maria_s", "❤️🕯️"),
)  # fmt: skip
_ONLY_TAGS = (
    ("Stina L", "@per_olof"), ("alvaalva", "@mammajenny @morfar_ture"), ("Hampus", "@klara.strom"),
    ("Jessica T", "@nils.t"), ("benny_b", "@sofie_b @liam_b"), ("Mona", "@annsofi"),
    ("tilde.r", "@agnes.r"), ("Fredrik", "@malin.f"), ("Zahra", "@maryam.h @leyla.h"),
    ("Ove", "@gunilla_ek"), ("meja_", "@ellen_"), ("Patrik J", "@johanna_j"), ("lo.w", "@isak.w"),
    ("Cissi", "@beckan"), ("Dan", "@lina.dan"), ("elvira_k", "@bella_k"), ("Maud", "@rigmor"),
    ("noel", "@theo @max"), ("Lena P", "@stefan.p"), ("yrsa.v", "@moa.v"), ("Krister", "@helen.s"),
    ("minna", "@juni_m"),
)  # fmt: skip
_WAVES = tuple(at(f"fri {clock}") for clock in ("17:20", "18:05", "18:50", "19:45", "20:40", "21:55"))
"""The evening comes in waves, as a source that is asked now and then hands them in."""


def _evening() -> tuple[Sample, ...]:
    """The sixty, mixed: question, emoji, tag, evenly over the waves."""
    kinds = (list(_QUESTIONS), list(_ONLY_EMOJI), list(_ONLY_TAGS))
    total = sum(map(len, kinds))
    mixed = sorted(
        ((index + 0.5) / len(kind), author, text)
        for kind in kinds
        for index, (author, text) in enumerate(kind)
    )
    samples = []
    for number, (_, author, text) in enumerate(mixed):
        wave = _WAVES[number * len(_WAVES) // total]
        before = timedelta(minutes=number % 7, seconds=number % 60)
        account = INSTAGRAM if number % 3 == 1 else FACEBOOK
        samples.append(
            Sample(
                name=f"lucia-{number + 1}",
                account=account,
                author=author,
                text=text,
                written_at=wave - before - timedelta(minutes=1),
                seen_at=wave,
                thread="luciafilmen",
            )
        )
    return tuple(samples)


EVENING = _evening()

LATER = tuple(
    sample(name, account, author, when, text)
    for name, account, author, when, text in (
        (
            "k-svar", FACEBOOK, "Maj-Britt Sollén", "sat 10:30",
            "Tack för snabbt svar! Då håller jag utkik.",
        ),
        (
            "m-helg", "museerna-facebook", "Familjen Ceder", "sat 12:10",
            "Vi är på väg nu, går det att parkera vid museet i dag?",
        ),
        (
            "g-rad", "gatukontoret-facebook", "Lingonvägens vägförening", "sun 19:20",
            "Nu är gatlyset släckt på hela Lingonvägen. Felanmält två gånger!",
        ),
        # While the bot is down on Monday morning
        (
            "k-krasch-1", FACEBOOK, "Isabella Rask", "next_mon 09:10",
            "Hej! Är det sant att ni startar en kör för vuxna till våren?",
        ),
        (
            "k-krasch-2", INSTAGRAM, "basist.sökes", "next_mon 09:10",
            "Vi är ett band som saknar basist. Finns det en anslagstavla hos er?",
        ),
        (
            "k-tack", FACEBOOK, "Gun-Britt Ås", "next_mon 10:20",
            "Vilken fin film, jag har sett den sju gånger. Hälsa barnen!",
        ),
        (
            "g-tisdag", "gatukontoret-instagram", "backen_brant", "next_tue 09:05",
            "Kan man få en sandlåda till backen vid kyrkan?",
        ),
    )
)  # fmt: skip

AFTER_OPENING = tuple(sorted((*EVENING, *LATER), key=lambda each: each.seen_at))
