"""Words of the field that the lists lack, and entries of the lists that mislead: no words, or rare ones that many forms
would lead to (kotiin is seldom a hut, kota). Written by hand; add what is missing, and count up RULES in __init__.py.
"""

ADDED = {
    "fi": frozenset("""
        aiheinen akkreditoida akkreditointi anonymisoida asteinen bologna digitaalisuus erasmus hakuinen
        kansainvälistyminen kansainvälistyä kansainvälistää kohtainen koodari kotouttaminen lähtöinen maahanmuuttaja
        mielinen monikielisyys monikulttuurisuus niminen nordplus osallistava osallisuus painotteinen perusteinen
        pohjainen päiväinen saavutettavuus seloste sääteinen taustainen tavuinen unesco vaiheinen varainen verkosto
        verkostoituminen viikkoinen vuotinen yhdenvertaisuus
    """.split()),
}  # fmt: skip
NOT_BASES = {
    "fi": frozenset("""
        alko aluke askele avu ehta huomasi isäni jouko järkeni katso koi kota kuvas kuve käsis lain linkka meili
        milla muka niisi nim olli para parka puhelimitseh päivi rinna rive seitsen tapas tarke toim toini tuke tyhje
        tykö vale varte vastas viera yhde yhdes
    """.split()),
}  # fmt: skip
# Forms that the lists read otherwise than everybody does.
READINGS = {"fi": {"työ": ["työ"]}}
