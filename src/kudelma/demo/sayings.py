"""What invented people say: as a child, a parent, a teacher might."""

ARRIVED = (
    ("school-social-worker", "Lapsi on ollut poissa koulusta yksitoista päivää syyskuun alusta. Kertoi kuraattorille, että aamulla kukaan ei herätä ja että vatsa on kipeä."),
    ("child-health", "Neuvolassa äiti kertoi olevansa uupunut eikä ole nukkunut kunnolla kuukausiin. Pyysi itse apua."),
    ("early-education", "Lapsi itki hakutilanteessa ja sanoi, että kotona huudetaan. Isä haki lapsen kahtena päivänä myöhässä."),
    ("police", "Poliisi kävi kotona naapurin soiton takia. Vanhemmat riitelivät kovaäänisesti, lapset olivat omassa huoneessaan hereillä."),
    ("psychiatric-clinic", "Vanhemman hoitosuhteessa tuli esiin, että lapsi huolehtii kotona ruoasta ja pikkusisaruksesta."),
    ("family-counselling", "Perheneuvolassa on käyty kolme kertaa. Ero on tuore, ja vanhemmat tarvitsevat enemmän kuin neuvola voi antaa."),
    ("youth-work", "Nuori on ollut nuorisotilalla joka ilta sulkemiseen asti eikä halua mennä kotiin."),
    ("self-parent", "Äiti soitti itse: voimat eivät riitä, ja yöt ovat vaikeita. Toivoo jonkun käyvän kotona."),
    ("substance-clinic", "Isä on aloittanut hoidon ja haluaa, että perhe saa tukea kotiin."),
    ("school", "Opettaja on huolissaan: lapsi on hiljentynyt, eikä reppuun tule enää eväitä retkille."),
)  # fmt: skip
CHILD = (
    "Haluan että mummi saa tulla mukaan.",
    "Iltaisin on liian hiljaista. Sitten tulee ääniä.",
    "Olisi kiva jos joku muistaisi herättää.",
    "Isän luona on koira. Äidin luona on oma huone.",
    "En halua että siitä riidasta puhutaan kun minä olen siinä.",
    "Koulussa on hyvä paikka kirjaston takana. Siellä saa olla.",
    "Mä tykkään kun äiti nauraa.",
    "Haluaisin pelata jalkapalloa taas.",
)
CHILD_SV = ("Jag vill att mormor ska komma med.", "Det är bäst på torsdagar när pappa lagar mat.")
STRENGTHS = (
    "Syödään yhdessä joka sunnuntai. Siitä pidetään kiinni.",
    "Aamut sujuvat silloin, kun mummi on soittanut edellisenä iltana.",
    "Lapsi hoitaa läksynsä ja lukee paljon.",
    "Vanhemmat pystyvät puhumaan lapsen asioista, vaikka muusta ei.",
)
PARENT = (
    "En jaksa aamuja, kun yöt menevät valvoessa. Muuten pärjätään.",
    "Toivon, että joku kävisi kotona eikä aina tarvitsisi lähteä minnekään.",
    "Haluan olla mukana, vaikka asun muualla.",
    "Pelkään, että minut leimataan. Silti on hyvä, että joku kysyi.",
)
TEACHER = (
    "Luokassa kaikki on hyvin silloin, kun lapsi on nukkunut.",
    "Meillä on koulussa aikuinen, joka voi ottaa aamulla vastaan.",
)
SITUATION = "Perheen arki kantaa hyvin viikonloppuisin ja silloin, kun isoäiti on mukana. Kouluaamut ovat olleet vaikeita syyskuusta. Vanhemmat ja lapsi kertovat asiasta samansuuntaisesti."
NEEDS = "Apua aamuihin kotona kahtena päivänä viikossa. Lapselle oma aikuinen koulussa. Vanhemmalle lepoa ja joku, jonka kanssa puhua."
