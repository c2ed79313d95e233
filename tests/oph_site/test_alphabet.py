from oph_site.alphabet import english_order, finnish_order


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


def test_english_readers_find_letters_with_accents_among_those_without():
    words = ["Åland", "zero", "Oslo", "Ähtäri", "alps", "öre"]

    assert sorted(words, key=english_order) == ["Ähtäri", "Åland", "alps", "öre", "Oslo", "zero"]


def test_foreign_letters_stand_where_finns_look_for_them():
    words = [
        "Zagreb",
        "Ünal",
        "York",
        "Yale",
        "Đakovo",
        "Dublin",
        "Davos",
        "Ŋamtso",
        "Narva",
        "Ŧorvald",
        "Tartu",
        "Straße",
        "Strasse 2",
        "Łódź",
        "Ähtäri",
        "Őr",
        "Ærø",
    ]

    assert sorted(words, key=finnish_order) == [
        "Đakovo", "Davos", "Dublin", "Łódź", "Ŋamtso", "Narva", "Straße", "Strasse 2", "Tartu", "Ŧorvald", "Yale", "Ünal", "York",
        "Zagreb", "Ähtäri", "Ærø", "Őr",
    ]  # fmt: skip
    assert sorted(["Udine", "Đakovo", "Dover", "Ünal"], key=english_order) == ["Đakovo", "Dover", "Udine", "Ünal"]
