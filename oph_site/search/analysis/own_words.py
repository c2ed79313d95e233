"""Words of the field that the lists lack, and entries of the lists that mislead: no words, or rare ones that many forms
would lead to (kotiin is seldom a hut, kota). Written by hand; add what is missing, and count up RULES in __init__.py.
"""

ADDED = {
    "fi": frozenset("""
        akkreditoida akkreditointi anonymisoida bologna digitaalisuus erasmus kansainvälistyminen kansainvälistyä
        kansainvälistää kohtainen koodari kotouttaminen maahanmuuttaja monikielisyys monikulttuurisuus niminen
        nordplus osallistava osallisuus perusteinen saavutettavuus seloste sääteinen taustainen unesco varainen
        verkosto verkostoituminen vuotinen yhdenvertaisuus
    """.split()),
}  # fmt: skip
NOT_BASES = {
    "fi": frozenset("""
        aluke avu isäni järkeni koi kota käsis lain muka niisi puhelimitseh rinna tuke vale varte viera yhde
    """.split()),
}  # fmt: skip
# Forms that the lists read otherwise than everybody does.
READINGS = {"fi": {"työ": ["työ"]}}
