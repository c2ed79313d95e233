"""Words that say nothing about what a text is about, folded. A query of nothing else keeps them."""

STOP_WORDS = {
    "fi": frozenset("""
        ai ei eivät eikä ja tai vai sekä eli mutta vaan jos kun kuin että jotta koska niin näin noin siis myös vain vielä jo nyt sitten ne se
        sen sitä siinä siitä siihen sillä siltä sille niiden niitä niissä niistä niihin niillä niiltä niille tämä tämän tätä tässä tästä tähän
        tällä tältä tälle nämä näiden näitä näissä näistä näihin näillä näille tuo tuon nuo minä minun minua minulla minulle sinä sinun sinua
        sinulla sinulle hän hänen häntä hänellä hänelle me meidän meitä meillä meille te teidän teitä teillä teille he heidän heitä heillä
        heille joka jonka jota jossa josta johon jolla jolta jolle jotka joiden joita joissa joista joihin joilla joille mikä minkä mitä missä
        mistä mihin millä miltä mille mitkä kuka kenen ketä kenellä kenelle ketkä kuinka miten miksi milloin onko on ole olen olet olemme
        olette ovat oli olivat ollut olleet olisi olisivat olla voi voin voit voimme voitte voivat voiko
        kuitenkin kuitenkaan myöskään jokin jonkin jotakin jollekin mikään mitään kumpikin
    """.split()),
    "en": frozenset("""
        a about am an and any are as at be been being but by can could did do does doing for from get gets had has have having he her here hers him his how i
        if in into is it its itself me more most my no nor not of on only or our ours out own she should so some such than that the their
        theirs them then there these they this those to too us very was we were what when where which while who whom whose why will with
        would you your yours
    """.split()),
    "sv": frozenset("""
        och eller men att som om än den det de dem en ett i på av för till från med vid under över mellan är var har hade ska skall kan inte
        jag du han hon vi ni min din sin vår er hans hennes deras denna detta dessa vad vem vilken vilket vilka hur när där här så
    """.split()),
}  # fmt: skip
