"""What every answer of the site is held to, whatever is stored."""

SPACES = bytes(0x20 if sign < 0x20 and sign not in b"\t\n\r" else sign for sign in range(256))
NO_CHARACTERS = [character.encode() for character in "\ufffe\uffff"]
TEXTS = ("text/", "application/xml", "application/atom+xml", "application/json")


class PrintableAnswers:
    """What XML 1.0 cannot hold reaches no page, feed or list: editions keep for ever what once came in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith(TEXTS):
            content = response.content.translate(SPACES)  # in UTF-8 no other character has such bytes
            for character in NO_CHARACTERS:
                content = content.replace(character, b" ")
            response.content = content
        return response
