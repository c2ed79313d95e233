from oph_site.alphabet import finnish_order


def test_finnish_letters_come_last_and_case_and_accents_do_not_count():
    words = ["Öljy", "zeniitti", "Åland", "Ääni", "Erasmus", "éclair", "eurooppa", "Nordplus"]

    assert sorted(words, key=finnish_order) == [
        "éclair",
        "Erasmus",
        "eurooppa",
        "Nordplus",
        "zeniitti",
        "Åland",
        "Ääni",
        "Öljy",
    ]
