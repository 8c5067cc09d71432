"""The acts that the rules stand on: short name, Finnish name and number, address."""

from types import MappingProxyType
from typing import NamedTuple


class Act(NamedTuple):
    name: str
    url: str


_FINLEX = "https://www.finlex.fi/fi/laki/"

ACTS = MappingProxyType(
    {
        "SHL": Act("Sosiaalihuoltolaki 1301/2014", _FINLEX + "ajantasa/2014/20141301"),
        "LSL": Act("Lastensuojelulaki 417/2007", _FINLEX + "ajantasa/2007/20070417"),
        "ATL": Act(
            "Laki sosiaali- ja terveydenhuollon asiakastietojen käsittelystä 703/2023",
            _FINLEX + "ajantasa/2023/20230703",
        ),
        "MääräaikaL": Act("Laki säädettyjen määräaikain laskemisesta 150/1930", _FINLEX + "ajantasa/1930/19300150"),
        "HL": Act("Hallintolaki 434/2003", _FINLEX + "ajantasa/2003/20030434"),
        "JulkL": Act("Laki viranomaisten toiminnan julkisuudesta 621/1999", _FINLEX + "ajantasa/1999/19990621"),
        "VTJL": Act("Laki väestötietojärjestelmästä 661/2009", _FINLEX + "ajantasa/2009/20090661"),
        "ValvL": Act("Laki sosiaali- ja terveydenhuollon valvonnasta 741/2023", _FINLEX + "ajantasa/2023/20230741"),
        "DigiL": Act("Laki digitaalisten palvelujen tarjoamisesta 306/2019", _FINLEX + "ajantasa/2019/20190306"),
        "KyberL": Act("Kyberturvallisuuslaki 124/2025", _FINLEX + "alkup/2025/20250124"),
        "GDPR": Act("Regulation (EU) 2016/679", "https://eur-lex.europa.eu/eli/reg/2016/679/oj"),
        "TihL": Act("Tiedonhallintalaki 906/2019", _FINLEX + "ajantasa/2019/20190906"),
    }
)
