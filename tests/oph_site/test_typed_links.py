import pytest

from oph_site.typed_links import completed, problem


@pytest.mark.parametrize(("typed", "whole"), [
    ("www.oecd.org", "https://www.oecd.org"), ("oecd.org/education?x=1#y", "https://oecd.org/education?x=1#y"), (" oecd.org:8080/a b ", "https://oecd.org:8080/a%20b"),
    ("ääkköset.fi", "https://ääkköset.fi"), ("WWW.OPH.FI", "https://WWW.OPH.FI"), ("gov.uk", "https://gov.uk"), ("<https://www.oecd.org/>", "https://www.oecd.org/"),
    ("https:/www.oecd.org", "https://www.oecd.org"), ("http//www.oecd.org", "http://www.oecd.org"), ("https://https://www.oecd.org/", "https://www.oecd.org/"),
    ("HTTPS://www.oecd.org/\u200b", "https://www.oecd.org/"), ("https://www.oe\u00adcd.org/\n", "https://www.oecd.org/"),
    ("grants@example.org", "mailto:grants@example.org"), ("MAILTO: grants@example.org", "mailto:grants@example.org"), ("mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"),
    ("+358 29 533 1000", "tel:+358295331000"), ("tel:112", "tel:112"),
    ("/fi/haku/", "/fi/haku/"), ("/~/page/7/#hinnat", "/~/page/7/#hinnat"), ("#hinnat", "#hinnat"),
])  # fmt: skip
def test_an_address_is_completed_where_it_is_plain_what_was_meant(typed, whole):
    assert completed(typed) == whole
    assert completed(whole) == whole
    assert problem(whole) == ""


@pytest.mark.parametrize(("typed", "words"), [
    ("htps://www.oecd.org", "not to “htps:”"), ("ftp://ftp.example.org/x", "not to “ftp:”"), ("javascript:alert(1)", "not to “javascript:”"), ("jav\tascript:alert(1)", "not to “javascript:”"),
    ("file:///C:/ohje.pdf", "network drive"), ("C:\\ohje.pdf", "network drive"), ("\\\\palvelin\\ohje.docx", "network drive"),
    ("//evil.example/", "whole address"), ("/\t/evil.example/", "whole address"), ("/\\evil.example", "whole address"), ("\x01//evil.example", "whole address"),
    ("ohje.pdf", "whole address"), ("vierailut", "whole address"), ("../ohje/", "whole address"), ("https://intra/x", "whole address"), ("https://[", "whole address"),
    ("https:// ", "whole address"), ("OECD sivut", "whole address"), ("#", "whole address"), ("mailto:grants", "e-mail address in full"), ("tel:soita", "phone number"),
])  # fmt: skip
def test_what_is_left_over_is_refused_with_what_to_do(typed, words, in_english):
    assert words in problem(completed(typed))
