"""What a browser would send for a form, untouched: {name: [values]}, without its buttons."""

from html.parser import HTMLParser


class Sent(HTMLParser):
    def __init__(self, has_form):
        super().__init__()
        self.has_form, self.inside, self.select, self.textarea, self.data = has_form, False, None, None, {}

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        name, kind = attributes.get("name"), attributes.get("type", "text")
        if tag == "form":
            self.inside = attributes.items() >= self.has_form.items()
        elif not self.inside:
            return
        elif tag == "select" and name:
            self.select, self.data[name] = (name, "multiple" in attributes), []
        elif tag == "option" and self.select:
            self.handle_option(attributes)
        elif tag == "textarea" and name:
            self.textarea, self.data[name] = name, [""]
        elif tag == "input" and name and kind not in ("submit", "button", "file"):
            is_sent = kind not in ("checkbox", "radio") or "checked" in attributes
            self.data.setdefault(name, []).extend(
                [attributes.get("value", "on" if kind == "checkbox" else "")] * is_sent
            )

    def handle_option(self, attributes):
        name, is_multiple = self.select
        if "selected" in attributes:
            self.data[name] = (self.data[name] if is_multiple else []) + [attributes["value"]]
        elif not self.data[name] and not is_multiple:
            self.data[name] = [attributes["value"]]

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, text):
        if self.textarea:
            self.data[self.textarea][0] += text


def sent(html, **has_form):
    """has_form: attributes of the form that is meant, id="page_form"."""
    parser = Sent({name.replace("_", "-"): value for name, value in has_form.items()})
    parser.feed(html)
    return {
        name: [value.removeprefix("\n").removeprefix("\r\n") for value in values]
        for name, values in parser.data.items()
        if "__prefix__" not in name
    }
