"""What stands around the page in Swedish. Its sentences are in locale/sv; the pages it names have Swedish names here.

Swedish is no language of the content: the links lead to pages in Finnish.
"""

# Key of a landing page → its name, short as in the menu.
NAMES = {
    "visits": "Studiebesök",
    "organisations": "Organisationer",
    "publications": "Publikationer",
    "contact": "Kontaktuppgifter",
    "accessibility": "Tillgänglighetsutlåtande",
    "privacy": "Dataskyddsbeskrivning",
    "document-publicity": "Beskrivning av handlingsoffentligheten",
    "prices": "Priser och villkor",
    "service-breaks": "Avbrott i tjänsten",
    "about": "Om webbplatsen",
    "site-map": "Webbplatskarta",
}
