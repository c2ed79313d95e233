from oph_site.templatetags.site import hyphenated, in_brief


def test_only_very_long_finnish_words_get_soft_hyphens():
    assert hyphenated("Kansainvälistymispalvelut", "fi").replace("\u00ad", "|") == "Kansain|vä|lis|ty|mis|pal|velut"
    assert hyphenated("Julkaisut", "fi") == "Julkaisut"
    assert hyphenated("Internationalisation", "en") == "Internationalisation"


def test_a_description_ends_with_a_whole_word():
    assert in_brief("Kansain\u00advälinen " * 20).endswith("Kansainvälinen …")
    assert len(in_brief("word " * 100)) <= 160
    assert in_brief(None) == ""
