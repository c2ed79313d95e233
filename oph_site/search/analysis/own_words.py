"""Words of the field that the lists lack, and entries of the lists that are no words. Written by hand; add what is missing."""

ADDED = {
    "fi": frozenset("""
        akkreditoida akkreditointi anonymisoida bologna digitaalisuus erasmus kansainvälistyminen kansainvälistyä
        kansainvälistää kohtainen koodari kotouttaminen maahanmuuttaja monikielisyys monikulttuurisuus niminen
        nordplus osallistava osallisuus perusteinen saavutettavuus seloste sääteinen taustainen unesco varainen
        verkosto verkostoituminen vuotinen yhdenvertaisuus
    """.split()),
    "en": frozenset(),
}  # fmt: skip
NOT_BASES = {
    "fi": frozenset("""
        aluke avu isäni järkeni koi kota käsis lain muka niisi puhelimitseh rinna tuke vale varte viera yhde
    """.split()),
    "en": frozenset(),
}  # fmt: skip
# Forms that the lists read otherwise than the field does.
READINGS = {"fi": {"työ": ["työ"], "me": ["me"], "te": ["te"]}, "en": {}}
