"""The week until Friday 14.50: comments on the accounts of three units, most of them already handled."""

from bot.sandbox.samples.sample import sample

_WEEK: tuple[tuple[str, str, str, str, str], ...] = (
    # name, account, author, when, text
    (
        "k-trumset", "kulturskolan-facebook", "Jörgen Alm", "mon 09:05",
        "Finns det trumset att låna hem under terminen, eller måste man köpa eget?",
    ),
    (
        "g-plogning", "gatukontoret-facebook", "Birgitta Frank", "mon 10:20",
        "Plogbilen har lagt en vall framför vår infart på Lingonvägen igen. Vem ringer man?",
    ),
    (
        "k-teater", "kulturskolan-instagram", "teaterfia_", "mon 15:40",
        "Hur gammal måste man vara för att börja i teatergruppen på torsdagar?",
    ),
    (
        "m-oppet", "museerna-facebook", "Nils-Erik W", "tue 10:35",
        "Är sjöfartsmuseet öppet på annandagen? Hittar inget på hemsidan.",
    ),
    (
        "g-lampa", "gatukontoret-facebook", "Sanna K.", "tue 13:10",
        "Lampan vid busshållplatsen Ekbacken har varit trasig sedan i höstas. Beckmörkt på morgonen!",
    ),
    (
        "k-noter", "kulturskolan-youtube", "cellomamma", "wed 09:50",
        "Så fint spelat! Var kan man hitta noterna till andra stycket?",
    ),
    (
        "m-barnvagn", "museerna-instagram", "liten.utflykt", "wed 11:15",
        "Kommer man fram med barnvagn i hela utställningen, eller är det trappor?",
    ),
    (
        "m-blogg", "museibloggen", "Arne i Hamra", "wed 14:30",
        "Min morfar arbetade på varvet som ni skriver om. Jag har fotografier därifrån, vill ni se dem?",
    ),
    (
        "g-cykel", "gatukontoret-instagram", "pendlar_per", "thu 08:25",
        "När öppnar cykelvägen utmed ån igen? Skylten säger oktober.",
    ),
    (
        "m-reklam", "museerna-facebook", "Billiga Klockor 24", "thu 12:40",
        "Fynda armbandsur till halva priset, klicka på länken i vår profil!!!",
    ),
    (
        "k-plats", "kulturskolan-facebook", "Linnea Hägg", "thu 14:20",
        "Min son står som tolva i kön till gitarr. Hur länge brukar det ta?",
    ),
    # Friday, until the demo opens
    (
        "g-halka", "gatukontoret-facebook", "Kent-Ove", "fri 08:10",
        "Trottoaren utanför vårdcentralen är rena isbanan i dag. Min mor ramlade. Sanda!",
    ),
    (
        "k-konsert", "kulturskolan-instagram", "farmor_gull", "fri 09:15",
        "Kostar det något att gå på julkonserten? Och får man filma barnbarnet?",
    ),
    (
        "g-sop", "gatukontoret-instagram", "vindvagen3", "fri 09:40",
        "Papperskorgen i lekparken svämmar över.",
    ),
    (
        "m-grupp", "museerna-facebook", "Lärare Mia", "fri 10:25",
        "Vi är 26 elever i årskurs 5 som vill komma i januari. Kan ni visa stadens historia på lätt svenska?",
    ),
    (
        "k-film", "kulturskolan-youtube", "RytmRobban", "fri 10:50",
        "Vad heter låten som bandet spelar efter tre minuter?",
    ),
    (
        "m-kafe", "museerna-instagram", "kaffe.och.konst", "fri 11:30",
        "Vad hände med kardemummabullarna i caféet? De var ju hela poängen",
    ),
    (
        "g-hal", "gatukontoret-facebook", "Roland T", "fri 12:05",
        "Det är ett hål stort som en badbalja i korsningen Storgatan och Bryggaregränd.",
    ),
    (
        "k-byta", "kulturskolan-instagram", "alvas.pappa", "fri 12:45",
        "Kan man byta från fiol till altfiol mitt i terminen, eller väntar man till hösten?",
    ),
    (
        "k-dans", "kulturskolan-facebook", "Maj-Britt Sollén", "fri 13:12",
        "När öppnar anmälan till vårens dansgrupper? Och har ni något för den som aldrig har dansat?",
    ),
    (
        "m-foto", "museibloggen", "Släktforskaren", "fri 13:30",
        "På bilden från 1911 står min farfars bror längst till vänster. Hur får jag en bättre kopia?",
    ),
    (
        "k-horsel", "kulturskolan-facebook", "Yasmin R", "fri 13:48",
        "Har ni hörslinga i stora salen? Min dotter ska uppträda och hennes mormor hör dåligt.",
    ),
    (
        "g-skolvag", "gatukontoret-facebook", "Tre barn och hund", "fri 14:20",
        "Bilarna kör i 60 förbi Björkskolan fast det är 30. Kan ni ställa dit en skylt som visar farten?",
    ),
)  # fmt: skip

WEEK = tuple(sample(*row) for row in _WEEK)
