"""Kinship words in Finnish, Swedish and English, and how they are joined ("äidin veljen vaimo")."""

from kudelma.core.kinship.codes import Gender

FI, SV, EN = "fi", "sv", "en"

Forms = tuple[str, str, str]
"""For a man, a woman, and anybody else."""

SIMPLE: dict[str, dict[str, Forms]] = {
    FI: {
        "parent": ("isä", "äiti", "vanhempi"),
        "child": ("poika", "tytär", "lapsi"),
        "sibling": ("veli", "sisar", "sisarus"),
        "half": ("puoliveli", "puolisisar", "puolisisarus"),
        "spouse": ("aviomies", "vaimo", "aviopuoliso"),
        "cohabitant": ("avomies", "avovaimo", "avopuoliso"),
        "partner": ("kumppani", "kumppani", "kumppani"),
        "former": ("entinen mies", "entinen vaimo", "entinen puoliso"),
        "coparent": ("lapsen isä", "lapsen äiti", "lapsen toinen vanhempi"),
        "grandparent": ("isoisä", "isoäiti", "isovanhempi"),
        "great": ("isoisoisä", "isoisoäiti", "isoisovanhempi"),
        "grandchild": ("lapsenlapsi", "lapsenlapsi", "lapsenlapsi"),
        "great_grandchild": ("lapsenlapsenlapsi", "lapsenlapsenlapsi", "lapsenlapsenlapsi"),
        "cousin": ("serkku", "serkku", "serkku"),
        "second_cousin": ("pikkuserkku", "pikkuserkku", "pikkuserkku"),
        "parent_in_law": ("appi", "anoppi", "puolison vanhempi"),
        "child_in_law": ("vävy", "miniä", "lapsen puoliso"),
        "sibling_in_law": ("lanko", "käly", "puolison sisarus"),
        "step_parent": ("isäpuoli", "äitipuoli", "vanhemman puoliso"),
        "step_child": ("poikapuoli", "tytärpuoli", "lapsipuoli"),
        "step_sibling": ("uusperheen veli", "uusperheen sisar", "uusperheen sisarus"),
        "self": ("hän itse", "hän itse", "hän itse"),
    },
    SV: {
        "parent": ("far", "mor", "förälder"),
        "child": ("son", "dotter", "barn"),
        "sibling": ("bror", "syster", "syskon"),
        "half": ("halvbror", "halvsyster", "halvsyskon"),
        "spouse": ("man", "fru", "make/maka"),
        "cohabitant": ("sambo", "sambo", "sambo"),
        "partner": ("partner", "partner", "partner"),
        "former": ("före detta man", "före detta fru", "före detta partner"),
        "coparent": ("barnets far", "barnets mor", "barnets andra förälder"),
        "great": ("gammelfarfar eller gammelmorfar", "gammelfarmor eller gammelmormor", "gammelförälder"),
        "great_grandchild": ("barnbarnsbarn", "barnbarnsbarn", "barnbarnsbarn"),
        "cousin": ("kusin", "kusin", "kusin"),
        "second_cousin": ("syssling", "syssling", "syssling"),
        "parent_in_law": ("svärfar", "svärmor", "svärförälder"),
        "child_in_law": ("svärson", "svärdotter", "barnets partner"),
        "sibling_in_law": ("svåger", "svägerska", "partnerns syskon"),
        "step_parent": ("styvfar", "styvmor", "styvförälder"),
        "step_child": ("styvson", "styvdotter", "styvbarn"),
        "step_sibling": ("styvbror", "styvsyster", "styvsyskon"),
        "self": ("personen själv", "personen själv", "personen själv"),
    },
    EN: {
        "parent": ("father", "mother", "parent"),
        "child": ("son", "daughter", "child"),
        "sibling": ("brother", "sister", "sibling"),
        "half": ("half-brother", "half-sister", "half-sibling"),
        "spouse": ("husband", "wife", "spouse"),
        "cohabitant": ("partner", "partner", "partner"),
        "partner": ("partner", "partner", "partner"),
        "former": ("former husband", "former wife", "former partner"),
        "coparent": ("child's father", "child's mother", "child's other parent"),
        "grandparent": ("grandfather", "grandmother", "grandparent"),
        "great": ("great-grandfather", "great-grandmother", "great-grandparent"),
        "grandchild": ("grandson", "granddaughter", "grandchild"),
        "great_grandchild": ("great-grandson", "great-granddaughter", "great-grandchild"),
        "uncle": ("uncle", "aunt", "parent's sibling"),
        "great_uncle": ("great-uncle", "great-aunt", "grandparent's sibling"),
        "nephew": ("nephew", "niece", "sibling's child"),
        "cousin": ("cousin", "cousin", "cousin"),
        "second_cousin": ("second cousin", "second cousin", "second cousin"),
        "cousin_removed": ("cousin once removed", "cousin once removed", "cousin once removed"),
        "parent_in_law": ("father-in-law", "mother-in-law", "parent-in-law"),
        "child_in_law": ("son-in-law", "daughter-in-law", "child-in-law"),
        "sibling_in_law": ("brother-in-law", "sister-in-law", "sibling-in-law"),
        "step_parent": ("stepfather", "stepmother", "step-parent"),
        "step_child": ("stepson", "stepdaughter", "stepchild"),
        "step_sibling": ("stepbrother", "stepsister", "step-sibling"),
        "self": ("themselves", "themselves", "themselves"),
    },
}

SHORT: dict[str, dict[str, str]] = {
    FI: {
        "isän veli": "setä",
        "äidin veli": "eno",
        "isän sisar": "täti",
        "äidin sisar": "täti",
        "veljen poika": "veljenpoika",
        "veljen tytär": "veljentytär",
        "sisaren poika": "sisarenpoika",
        "sisaren tytär": "sisarentytär",
        "pojan poika": "pojanpoika",
        "pojan tytär": "pojantytär",
        "tyttären poika": "tyttärenpoika",
        "tyttären tytär": "tyttärentytär",
        "isoisän veli": "isosetä",
        "isoäidin veli": "isoeno",
        "isoisän sisar": "isotäti",
        "isoäidin sisar": "isotäti",
    },
    SV: {
        "fars far": "farfar",
        "fars mor": "farmor",
        "mors far": "morfar",
        "mors mor": "mormor",
        "fars bror": "farbror",
        "mors bror": "morbror",
        "fars syster": "faster",
        "mors syster": "moster",
        "brors son": "brorson",
        "brors dotter": "brorsdotter",
        "systers son": "systerson",
        "systers dotter": "systerdotter",
        "sons son": "sonson",
        "sons dotter": "sondotter",
        "dotters son": "dotterson",
        "dotters dotter": "dotterdotter",
    },
    EN: {},
}
"""A word of its own for what would otherwise be joined."""

GENITIVES = {
    "setä": "sedän",
    "täti": "tädin",
    "appi": "apen",
    "anoppi": "anopin",
    "äiti": "äidin",
    "vanhempi": "vanhemman",
    "poika": "pojan",
    "tytär": "tyttären",
    "lapsi": "lapsen",
    "veli": "veljen",
    "sisar": "sisaren",
    "sisarus": "sisaruksen",
    "aviomies": "aviomiehen",
    "avomies": "avomiehen",
    "entinen mies": "entisen miehen",
    "entinen vaimo": "entisen vaimon",
    "entinen puoliso": "entisen puolison",
    "serkku": "serkun",
    "pikkuserkku": "pikkuserkun",
    "lapsen toinen vanhempi": "lapsen toisen vanhemman",
    "isoäiti": "isoäidin",
    "isoisoäiti": "isoisoäidin",
    "isovanhempi": "isovanhemman",
    "isoisovanhempi": "isoisovanhemman",
    "lapsenlapsi": "lapsenlapsen",
}
PREFIXES = {
    "adopted": {FI: "adoptio", SV: "adoptiv", EN: "adoptive "},
    "foster": {FI: "sijais", SV: "foster", EN: "foster "},
    "kinship": {FI: "sijais", SV: "foster", EN: "foster "},
    "legal": {FI: "juridinen ", SV: "juridisk ", EN: "legal "},
    "donor": {FI: "luovuttaja-", SV: "donator-", EN: "donor "},
    "gestational": {FI: "sijaissynnyttäjä-", SV: "surrogat-", EN: "gestational "},
    "step": {FI: "uusperheen ", SV: "styv", EN: "step-"},
    "other": {FI: "muu ", SV: "annan ", EN: "other "},
}
NOT_RELATED = {FI: "ei tunnettua sukulaisuutta", SV: "inget känt släktskap", EN: "no known relationship"}


def simple(code: str, gender: Gender, lang: str) -> str:
    forms = SIMPLE[lang][code]
    return forms[0] if gender is Gender.MAN else forms[1] if gender is Gender.WOMAN else forms[2]


def genitive(word: str, lang: str) -> str:
    """`äiti` → `äidin`, `mor` → `mors`, `mother` → `mother's`."""
    if lang == EN:
        return word + "'s"
    if lang == SV:
        return word if word.endswith("s") else word + "s"
    stem = next((part for part in sorted(GENITIVES, key=len, reverse=True) if word.endswith(part)), "")
    return word[: len(word) - len(stem)] + GENITIVES[stem] if stem else word + "n"


def joined(words: list[str], lang: str) -> str:
    """`[äiti, veli, vaimo]` → `äidin veljen vaimo`, or the word of its own where there is one."""
    if not words:
        return ""
    text, rest = words[0], words[1:]
    while rest:
        longer = f"{genitive(text, lang)} {rest[0]}"
        text = SHORT[lang].get(longer, longer)
        rest = rest[1:]
    return text
