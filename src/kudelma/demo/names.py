"""Common names in Finland, for invented people (after the public name statistics of the population register)."""

GIRLS = (
    "Aino", "Helmi", "Eevi", "Lilja", "Olivia", "Sofia", "Venla", "Ellen", "Kerttu", "Iida", "Pihla", "Elsa",
    "Linnea", "Aada", "Vieno", "Alma", "Siiri", "Hilla", "Saga", "Enni", "Minea", "Nelli", "Fanni", "Martta",
)  # fmt: skip
BOYS = (
    "Leo", "Väinö", "Oliver", "Eino", "Elias", "Toivo", "Onni", "Noel", "Eeli", "Emil", "Vilho", "Hugo", "Niilo",
    "Oiva", "Aatos", "Viljami", "Nooa", "Otso", "Joel", "Daniel", "Luka", "Urho", "Aleksi", "Rasmus",
)  # fmt: skip
WOMEN = (
    "Anna", "Laura", "Johanna", "Heidi", "Katja", "Minna", "Sari", "Jenni", "Hanna", "Riikka", "Mari", "Tiina",
    "Satu", "Kaisa", "Elina", "Suvi", "Niina", "Marika", "Piia", "Sanna-Maria", "Outi", "Kirsi", "Jonna", "Veera",
)  # fmt: skip
MEN = (
    "Mikko", "Juha", "Jari", "Antti", "Timo", "Jukka", "Ville", "Sami", "Janne", "Petri", "Marko", "Teemu", "Tuomas",
    "Jussi", "Lauri", "Toni", "Henri", "Joni", "Pasi", "Esa", "Kalle", "Arto", "Juha-Pekka", "Aki",
)  # fmt: skip
GRANDMOTHERS = ("Ritva", "Anneli", "Leena", "Pirkko", "Tuula", "Seija", "Marjatta", "Helena", "Irma", "Raija")
GRANDFATHERS = ("Matti", "Pentti", "Kari", "Seppo", "Tapani", "Heikki", "Erkki", "Raimo", "Veikko", "Martti")
SURNAMES = (
    "Korhonen", "Virtanen", "Mäkinen", "Nieminen", "Mäkelä", "Hämäläinen", "Laine", "Heikkinen", "Koskinen",
    "Järvinen", "Lehtonen", "Lehtinen", "Saarinen", "Salminen", "Heinonen", "Niemi", "Heikkilä", "Kinnunen", "Salonen",
    "Turunen", "Salo", "Laitinen", "Tuominen", "Rantanen", "Karjalainen", "Jokinen", "Mattila", "Savolainen", "Lahtinen",
    "Ahonen", "Ojala", "Leppänen", "Väisänen", "Hiltunen", "Kallio", "Hietaniemi-Rautiainen", "Miettinen", "Pitkänen",
    "Aaltonen", "Manninen", "Hakala", "Koivisto", "Anttila", "Laaksonen", "Räsänen", "Hirvonen", "Lehto", "Laakso",
)  # fmt: skip
SWEDISH_GIRLS = ("Ebba", "Alva", "Freja", "Ingrid", "Tuva", "Astrid")
SWEDISH_BOYS = ("Axel", "Edvin", "Anton", "Viktor", "Oskar", "Filip")
SWEDISH_WOMEN = ("Maria", "Camilla", "Annika", "Sofie", "Ulrika", "Malin")
SWEDISH_MEN = ("Mikael", "Kristian", "Anders", "Niklas", "Fredrik", "Patrik")
SWEDISH_SURNAMES = ("Johansson", "Nyman", "Lindholm", "Karlsson", "Andersson", "Lindroos", "Eriksson", "Blomqvist")
#: Language, then girl, boy, mother, father, family name: families who speak with an interpreter.
FROM_ELSEWHERE = (
    ("so", "Hodan", "Abdi", "Fadumo", "Hassan", "Warsame"),
    ("ar", "Layla", "Yusuf", "Maryam", "Khalid", "Al-Jabiri"),
    ("uk", "Sofija", "Danylo", "Oksana", "Andrij", "Kovalenko"),
    ("ru", "Alisa", "Artjom", "Irina", "Sergei", "Sokolova"),
    ("fa", "Parisa", "Reza", "Zahra", "Mehdi", "Karimi"),
    ("vi", "Linh", "Minh", "Thu", "Duc", "Nguyen"),
)
