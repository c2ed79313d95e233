"""What the documents say is true: of settings and targets, and in the guides of the words and pictures of the admin."""

import json
import pkgutil
import re
from importlib import import_module
from logging.config import DictConfigurator

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst

from oph_site.files import documents, pictures
from oph_site.health.readings import MEASURES
from oph_site.languages import LANGUAGES
from oph_site.logs import JsonLines


def read(name):
    return (settings.BASE_DIR / name).read_text()


def test_the_table_of_settings_names_every_variable_of_the_environment():
    code = (settings.BASE_DIR / "oph_site/settings.py").read_text()
    read = set(re.findall(r'(?:environ\.get|is_on|required|at_least)\(\s*"([A-Z_]+)"', code)) | {
        "DATABASE_URL",
        "DEMO_PASSWORD",
    }
    table = (settings.BASE_DIR / "docs/deploy.md").read_text().split("## Settings")[1].split("## Proxy")[0]

    assert set(re.findall(r"`([A-Z_]+)`", table)) == read


def test_the_readme_names_only_targets_that_make_knows():
    makefile = (settings.BASE_DIR / "Makefile").read_text()
    named = set(re.findall(r"(?:^|`)make (\w+)", (settings.BASE_DIR / "README.md").read_text(), re.MULTILINE))

    assert named == {target for target in named if re.search(rf"^{target}:", makefile, re.MULTILINE)}


FOLDERS = "oph_site|pages|visits|publications|feedback|templates|static|locale|tests|docs|benchmarks|deploy"
PATH = re.compile(rf"`((?:{FOLDERS})/[^`\s:]*)(?:::\w+)?`")
LINK = re.compile(r"\]\(([^)#:\s]+)[)#]")  # to a file beside the document, not to another site
DOCUMENTS = [
    "README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/decisions.md", "docs/deploy.md", "docs/glossary.md",
    "docs/operations.md",
    "docs/security.md",
]  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_in_a_document_is_there(name):
    paths = PATH.findall((settings.BASE_DIR / name).read_text())
    patterns = {path: re.sub(r"<\w+>", "*", path).rstrip("/") for path in paths}  # templates/pages/<kind>.html

    assert [path for path, pattern in patterns.items() if not list(settings.BASE_DIR.glob(pattern))] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_of_a_document_leads_to_a_file(name):
    document = settings.BASE_DIR / name

    assert [path for path in LINK.findall(document.read_text()) if not (document.parent / path).exists()] == []


# What is deployed


def test_the_server_and_the_worker_are_the_same_commands_in_the_document_and_the_units():
    document = read("docs/deploy.md")

    for command, unit in {"serve": "oph-site", "work": "oph-worker"}.items():
        assert f"\n.venv/bin/python manage.py {command}\n" in document
        assert re.search(rf"\nExecStart=\S+/python \S*manage\.py {command}\n", read(f"deploy/{unit}.service"))


def test_the_server_writes_its_own_lines_as_the_site_does():
    config = json.loads(read("deploy/granian-log.json"))
    formatter = DictConfigurator(config).configure_formatter(config["formatters"]["json"])

    assert isinstance(formatter, JsonLines)
    assert "Environment=GRANIAN_LOG_CONFIG=/srv/oph-site/current/deploy/granian-log.json" in read(
        "deploy/oph-site.service"
    )


def test_operators_read_what_each_value_of_metrics_means():
    table = read("docs/operations.md").split("### /metrics")[1]

    assert [measure.name for measure in MEASURES if f"`{measure.name}`" not in table] == []


def test_both_services_start_again_and_write_only_into_var():
    for name in ("oph-site", "oph-worker"):
        lines = read(f"deploy/{name}.service").splitlines()

        assert {"Restart=always", "ProtectSystem=strict", "ReadWritePaths=/srv/oph-site/var"} <= set(lines)


def test_the_proxy_lets_two_of_the_largest_files_into_the_admin():
    admin = read("deploy/nginx.conf").partition("location ^~ /admin/ {")[2].partition("}")[0]
    allowed = int(re.search(r"client_max_body_size (\d+)m;", admin)[1]) * 1024 * 1024

    assert allowed > 2 * max(documents.MAX_BYTES, pictures.MAX_BYTES)


# The glossary

TERM = re.compile(r"^\| `([\w.]+)` \| (.+?) \| (.+?) \|", re.MULTILINE)  # in code, English, Finnish
TERMS = TERM.findall((settings.BASE_DIR / "docs/glossary.md").read_text())


def test_the_code_words_of_the_glossary_are_in_the_code():
    definitions = [vars(module) for module in modules()]

    assert len(TERMS) > 30
    assert [term for term, *_labels in TERMS if not any(is_defined(term, names) for names in definitions)] == []


def test_the_glossary_calls_every_model_as_the_admin_does():
    models = {model.__name__: model._meta for model in apps.get_models()}
    named = {term: labels for term, *labels in TERMS if term in models}

    assert len(named) > 20
    assert named == {term: [verbose_name(models[term], language) for language in ("en", "fi")] for term in named}


def modules():
    """All modules of our own, imported. Not the settings and the server's entry: both begin to run something."""
    for package in ("oph_site", "pages", "visits", "publications"):
        for found in pkgutil.walk_packages([str(settings.BASE_DIR / package)], f"{package}."):
            if not re.search(r"\.(settings|wsgi|migrations)\b", found.name):
                yield import_module(found.name)


def is_defined(term, names):
    """Whether these names of a module hold the term, such as "Page" or "Page.key"."""
    name, _dot, attribute = term.partition(".")
    return name in names and (not attribute or hasattr(names[name], attribute))


def verbose_name(meta, language):
    with translation.override(language):
        return str(meta.verbose_name)


# The guides for editors

GUIDES = {language: (settings.BASE_DIR / f"docs/guide.{language}.md").read_text() for language in LANGUAGES}
PICTURE = re.compile(r"!\[([^\]]*)\]\((?:docs/)?screenshots/([^)]+)\)")
SHAPES = [(r"## ", "section"), (r"!\[", "picture"), (r"\d+\. ", "step"), (r"- ", "item"), (r"\| ", "row")]
COMPOSED = {"%(name)s", "%(verbose_name)s", "%(in_language)s"}  # in the admin a word of the interface stands there


def test_every_picture_of_a_document_is_there_with_its_words_and_no_other():
    documents = [*GUIDES.values(), (settings.BASE_DIR / "README.md").read_text()]
    named = [picture for document in documents for picture in PICTURE.findall(document)]

    assert [name for words, name in named if len(words) < 20] == []
    assert {name for _words, name in named} == {
        path.name for path in (settings.BASE_DIR / "docs/screenshots").glob("*.png")
    }


def test_the_guides_tell_the_same_in_the_same_order():
    shapes = {language: shape(text, language) for language, text in GUIDES.items()}

    assert shapes["fi"] == shapes["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_of_a_guide_lead_to_its_sections(language):
    sections = re.findall(r"^## (.+)", GUIDES[language], re.MULTILINE)[1:]
    addresses = [re.sub(r"[^\w -]", "", section.lower()).replace(" ", "-") for section in sections]

    assert re.findall(r"^- \[(.+)\]\(#(.+)\)", GUIDES[language], re.MULTILINE) == list(
        zip(sections, addresses, strict=True)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bold_words_of_a_guide_are_words_of_the_admin(language):
    words = interface(language)
    bold = set(re.findall(r"\*\*(.+?)\*\*", GUIDES[language].split("\n## ", 1)[1]))

    assert len(bold) > 100
    assert {phrase for phrase in bold if not is_known(phrase, words)} == set()


def shape(text, language):
    """What each line is, and which pictures there are."""
    lines = [next((name for start, name in SHAPES if re.match(start, line)), None) for line in text.splitlines()]
    pictures = [name.removesuffix(f".{language}.png") for _words, name in PICTURE.findall(text)]
    return [line for line in lines if line], pictures


def interface(language):
    """The words of the admin as they are shown, with capitals where a label or heading begins."""
    words = set(LANGUAGES.values())
    for domain in ("django", "djangojs"):
        with (settings.BASE_DIR / f"locale/fi/LC_MESSAGES/{domain}.po").open("rb") as file:
            for message in read_po(file):
                found = message.string if language == "fi" else message.id
                words.update([found] if isinstance(found, str) else found)
    return words | {capfirst(word) for word in words}


def is_known(phrase, words):
    if phrase in words:
        return True
    for word in words | {f"{field} (%(in_language)s)" for field in words}:
        for part in COMPOSED:
            start, found, end = word.partition(part)
            inner = phrase.removeprefix(start).removesuffix(end)
            if found and phrase == f"{start}{inner}{end}" and inner in words and "%(" not in start + end:
                return True
    return False


def test_the_table_of_tasks_has_a_row_for_each_task_that_the_browser_tests_walk():
    tests = (settings.BASE_DIR / "tests/browser/test_tasks.py").read_text()
    table = (settings.BASE_DIR / "docs/tasks.md").read_text()
    rows = re.findall(r"^\| (.+?) \| [1-9]\d* \| [1-9]\d* \| \d+ \| My desk → .+ \|$", table, re.MULTILINE)

    assert len(rows) == 10
    assert rows == re.findall(r'^def test_\w+\(.*\):\n    """(.+)\."""$', tests, re.MULTILINE)
