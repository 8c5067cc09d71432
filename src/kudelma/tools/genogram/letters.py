"""How wide letters are set, so that labels are measured alike wherever the program runs.

Advance widths of Nunito Sans Regular (the house's typeface, SIL Open Font License) in thousandths of the
size, rounded to tens. Letters not listed count as wide.
"""

WIDE = 900
LETTERS_BY_WIDTH = {
    220: "'",
    230: "!,.:;i¡·ìíîïĩīĭįı‘’",
    240: "jĵ",
    260: " I|\xa0¦ÌÍÎÏĨĪĬĮİ",
    280: "/\\",
    300: "lĺļľł",
    320: "()J[]Ĵŀ†",
    330: "fª",
    340: "º",
    350: "t{}ţťŧț",
    360: "rŕŗř",
    370: "°",
    380: "²³¹",
    390: '"“”',
    420: "-",
    440: "?«»¿",
    450: "*",
    460: "czçćĉċčźżž",
    470: "ĳ",
    480: "sśŝşšș",
    500: "_`k¨¯´¸ķĸǩǯ–",
    510: "yýÿŷ",
    520: "vx",
    530: "aeàáâãäåèéêëāăąēĕėęě",
    540: "L§ĹĻĽĿŁ",
    550: "F",
    560: "ouðòóôõöøùúûüōŏőũūŭůűų",
    570: "hnñĥħńņňŉŋ",
    580: "EbdpqÈÉÊËþďđĒĔĖĘĚĲ",
    590: "Zg¶ĝğġģŹŻŽǥǧ",
    600: "#$+0123456789<=>TY^~¢£¤¥¬±µ×Ý÷ŢŤŦŶŸȚ",
    620: "KSßĶŚŜŞŠȘ",
    630: "PÞ",
    650: "X",
    670: "CRÇĆĈĊČŔŖŘ",
    680: "B",
    690: "&V…",
    730: "AGUÀÁÂÃÄÅÙÚÛÜĀĂĄĜĞĠĢŨŪŬŮŰŲǦ",
    740: "DNÐÑĎĐŃŅŇŊ",
    760: "HĤ",
    770: "OQÒÓÔÕÖØŌŎŐ",
    800: "Ħ",
    820: "©®",
    840: "wŵ",
    860: "Mmæ",
    890: "¼¾",
    910: "œ",
    930: "%",
    940: "½½",
    950: "@",
    980: "Æ",
    1000: "—",
    1050: "Œ",
    1100: "WŴ",
}
WIDTHS = {letter: width for width, letters in LETTERS_BY_WIDTH.items() for letter in letters}


def text_width(text: str, size: float) -> float:
    """The width of one line of text set at `size`, in the unit of `size`."""
    return sum(WIDTHS.get(letter, WIDE) for letter in text) * size / 1000
