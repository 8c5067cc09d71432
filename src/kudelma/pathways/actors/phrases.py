"""What is said, in Finnish, Swedish and English: a table of facts. Pages may use their own words for the same codes."""

PHRASES: dict[str, dict[str, str]] = {
    "count": {
        "fi": "Vertailukelpoisia arviointeja oli {total}. Niistä {count} arvioinnissa oli mukana {actor}.",
        "sv": "I {count} av {total} jämförbara bedömningar deltog {actor}.",
        "en": "In {count} of {total} comparable assessments {actor} took part.",
    },
    "count_none": {
        "fi": "Vertailukelpoisia arviointeja oli {total}. Yhdessäkään niistä ei ollut mukana {actor}.",
        "sv": "I ingen av {total} jämförbara bedömningar deltog {actor}.",
        "en": "In none of {total} comparable assessments did {actor} take part.",
    },
    "count_hidden": {
        "fi": "{actor}: perheitä on liian vähän, jotta määrän voisi näyttää.",
        "sv": "{actor}: familjerna är för få för att antalet ska kunna visas.",
        "en": "{actor}: too few families for the number to be shown.",
    },
    "early": {
        "fi": "Tavallisesti mukaan tultiin {days} päivän kuluttua alusta.",
        "sv": "Vanligen {days} dagar efter starten.",
        "en": "Usually {days} days after the start.",
    },
    "comparable": {
        "fi": "Vertailukelpoinen tarkoittaa: arviointi alkoi samanlaisesta tarpeesta. Perheestä ei päätellä muuta.",
        "sv": "Jämförbar betyder: bedömningen började med samma slags behov. Inget annat antas om familjen.",
        "en": "Comparable means: the assessment began with the same type of need. Nothing else is assumed.",
    },
    "more": {
        "fi": "Kun mukana oli {actor}, sataa perhettä kohti oli noin {size} perhettä enemmän, {outcome}.",
        "sv": "När {actor} deltog var det omkring {size} familjer fler av hundra {outcome}.",
        "en": "Where {actor} took part there were about {size} more families in a hundred {outcome}.",
    },
    "fewer": {
        "fi": "Kun mukana oli {actor}, sataa perhettä kohti oli noin {size} perhettä vähemmän, {outcome}.",
        "sv": "När {actor} deltog var det omkring {size} familjer färre av hundra {outcome}.",
        "en": "Where {actor} took part there were about {size} fewer families in a hundred {outcome}.",
    },
    "unclear": {
        "fi": "Tiedoista ei näe, liittyykö eroa siihen, että mukana oli {actor}.",
        "sv": "Uppgifterna visar inte om det är någon skillnad när {actor} deltog.",
        "en": "The data do not show whether there is a difference where {actor} took part.",
    },
    "higher": {
        "fi": "Kun mukana oli {actor}, tulos oli keskimäärin {size} suurempi ({outcome}).",
        "sv": "När {actor} deltog var resultatet i genomsnitt {size} högre ({outcome}).",
        "en": "Where {actor} took part the result was {size} higher on average ({outcome}).",
    },
    "lower": {
        "fi": "Kun mukana oli {actor}, tulos oli keskimäärin {size} pienempi ({outcome}).",
        "sv": "När {actor} deltog var resultatet i genomsnitt {size} lägre ({outcome}).",
        "en": "Where {actor} took part the result was {size} lower on average ({outcome}).",
    },
    "interval": {
        "fi": "Väli {low} … {high} ({confidence} %). Mukana {with_actor}, ei mukana {without} arvioinnissa.",
        "sv": "Intervall {low} … {high} ({confidence} %). {with_actor} bedömningar med, {without} utan.",
        "en": "Interval {low} … {high} ({confidence} %). {with_actor} assessments with, {without} without.",
    },
    "adjusted_for": {
        "fi": "Otettu huomioon: {covariates} sekä muut mukana olleet.",
        "sv": "Hänsyn tagen till: {covariates} och vilka andra som deltog.",
        "en": "Taken into account: {covariates}, and who else took part.",
    },
    "about_overlap": {
        "fi": "Koskee perheitä, joissa mukaan olisi voitu pyytää tai olla pyytämättä.",
        "sv": "Gäller familjer där det var öppet om man skulle be dem vara med.",
        "en": "About families for whom it was open whether to ask or not.",
    },
    "about_treated": {
        "fi": "Koskee perheitä, joissa toimija oli mukana.",
        "sv": "Gäller familjer där aktören deltog.",
        "en": "About families for whom the actor took part.",
    },
    "about_everyone": {
        "fi": "Koskee kaikkia perheitä.",
        "sv": "Gäller alla familjer.",
        "en": "About all families.",
    },
    "connection": {
        "fi": "Tämä on yhteys, ei todistettu vaikutus.",
        "sv": "Detta är ett samband, inte en bevisad effekt.",
        "en": "This is a connection, not a proven effect.",
    },
    "robustness": {
        "fi": "Jos jokin mittaamaton asia selittäisi {percent} % siitä, mitä mukanaolosta ja tuloksesta on vielä "
        "selittämättä, eroa ei jäisi.",
        "sv": "Om något som inte har mätts förklarade {percent} % av det som ännu är oförklarat i deltagandet och i "
        "resultatet skulle ingen skillnad finnas kvar.",
        "en": "If something unmeasured explained {percent} % of what is still unexplained of both taking part and the "
        "result, no difference would be left.",
    },
    "strongest_removes": {
        "fi": "Yhtä vahva mittaamaton asia kuin ”{strongest}” riittäisi viemään eron.",
        "sv": "Något omätt lika starkt som ”{strongest}” skulle räcka för att ta bort skillnaden.",
        "en": "Something unmeasured as strong as “{strongest}” would be enough to remove the difference.",
    },
    "strongest_does_not": {
        "fi": "Yhtä vahva mittaamaton asia kuin ”{strongest}” ei yksin riittäisi viemään eroa.",
        "sv": "Något omätt lika starkt som ”{strongest}” skulle inte ensamt räcka för att ta bort skillnaden.",
        "en": "Something unmeasured as strong as “{strongest}” would not alone be enough to remove the difference.",
    },
    "e_value": {
        "fi": "Sen pitäisi liittyä kumpaankin vähintään {ratio}-kertaisella riskillä.",
        "sv": "Det skulle behöva hänga ihop med båda med minst {ratio} gånger risken.",
        "en": "It would have to be tied to each by a risk at least {ratio} times as high.",
    },
    "refused": {
        "fi": "{actor}: ei riittävästi tietoa.",
        "sv": "{actor}: inte tillräckligt med uppgifter.",
        "en": "{actor}: not enough information.",
    },
    "too_few_with": {
        "fi": "Arviointeja, joissa toimija oli mukana, on alle {limit}.",
        "sv": "Bedömningarna där aktören deltog är färre än {limit}.",
        "en": "There are fewer than {limit} assessments with the actor.",
    },
    "too_few_without": {
        "fi": "Arviointeja, joissa toimija ei ollut mukana, on alle {limit}.",
        "sv": "Bedömningarna där aktören inte deltog är färre än {limit}.",
        "en": "There are fewer than {limit} assessments without the actor.",
    },
    "outcome_missing": {
        "fi": "Tulos puuttuu liian monelta: {was} %, raja {limit} %.",
        "sv": "Resultatet saknas för alltför många: {was} %, gränsen är {limit} %.",
        "en": "The result is missing for too many: {was} %, the limit is {limit} %.",
    },
    "too_little_overlap": {
        "fi": "Vain {was} prosentilla perheistä on vertailukohta toisessa ryhmässä; tarvitaan {limit} %.",
        "sv": "Bara {was} % av familjerna har sin motsvarighet i den andra gruppen; det behövs {limit} %.",
        "en": "Only {was} % of families have their like in the other group; {limit} % are needed.",
    },
    "too_little_weight": {
        "fi": "Vertailu vastaa vain noin {was} perhettä; tarvitaan {limit}.",
        "sv": "Jämförelsen motsvarar bara omkring {was} familjer; det behövs {limit}.",
        "en": "The comparison is worth only about {was} families; {limit} are needed.",
    },
    "not_balanced": {
        "fi": "Ryhmät eroavat yhä toisistaan ({covariate}: {was}, raja {limit}).",
        "sv": "Grupperna skiljer sig fortfarande åt ({covariate}: {was}, gränsen är {limit}).",
        "en": "The groups still differ ({covariate}: {was}, the limit is {limit}).",
    },
    "no_negative_control": {
        "fi": "Suunnitelmassa ei ole tarkistustulosta: piilevää eroa perheiden välillä ei ole koeteltu.",
        "sv": "Planen har inget kontrollutfall: dolda skillnader mellan familjerna har inte prövats.",
        "en": "The plan has no negative control: hidden differences between families were not tested for.",
    },
    "negative_control_moved": {
        "fi": "Varoitus: ero näkyy myös siinä, mihin kukaan ei enää voinut vaikuttaa ({actors}). "
        "Perheet ovat erilaisia tavalla, jota ei ole mitattu. Älä luota taulukkoon.",
        "sv": "Varning: skillnaden syns också i det som ingen längre kunde påverka ({actors}). "
        "Familjerna skiljer sig åt på ett sätt som inte har mätts. Lita inte på tabellen.",
        "en": "Warning: the difference shows also in what nobody could change any more ({actors}). "
        "The families differ in a way that was not measured. Do not rely on the table.",
    },
    "intervals_may_be_narrow": {
        "fi": "Huomioon otettuja asioita on {covariates}. Silloin välit ovat olleet koeaineistoissa liian kapeita: "
        "todellinen epävarmuus on suurempi.",
        "sv": "Det togs hänsyn till {covariates} saker. Då har intervallen varit för smala i provdata: "
        "den verkliga osäkerheten är större.",
        "en": "{covariates} things were taken into account. Then intervals were too narrow on trial data: "
        "the true uncertainty is greater.",
    },
    "models_disagree": {
        "fi": "Kaksi laskutapaa antaa eri tuloksen ({actors}): pidä tulosta epävarmana.",
        "sv": "Två sätt att räkna ger olika resultat ({actors}): se resultatet som osäkert.",
        "en": "Two ways of calculating disagree ({actors}): take the result as uncertain.",
    },
    "not_shrunken": {
        "fi": "Toimijoita on niin vähän, ettei satunnaisia huippuja ole voitu tasoittaa.",
        "sv": "Aktörerna är så få att slumpens toppar inte har kunnat jämnas ut.",
        "en": "There are so few actors that chance peaks could not be evened out.",
    },
    "left_out": {
        "fi": "Pois jäi {ended} ennen tarkastelupäivää päättynyttä, {lost} seurannasta poistunutta ja {outcome} "
        "arviointia, joissa tulos tuli jo ennen sitä.",
        "sv": "Utanför blev {ended} bedömningar som avslutades före mätdagen, {lost} som inte kunde följas och "
        "{outcome} där resultatet kom redan före den.",
        "en": "Left out: {ended} assessments that ended before the day of comparison, {lost} that could not be "
        "followed and {outcome} whose result came before it.",
    },
    "who_chooses": {
        "fi": "Taulukko on konsultaatioryhmän keskustelua varten. Perheen kanssa päätetään, keitä pyydetään.",
        "sv": "Tabellen är till för konsultationsgruppens samtal. Vilka som tillfrågas avgörs med familjen.",
        "en": "The table is for the consultation group to talk over. Who is asked is decided with the family.",
    },
}
