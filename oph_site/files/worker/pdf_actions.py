"""What a PDF would do: alone when it is opened, or when a reader presses something. Every object is looked at."""

import re

import pikepdf
from links import fault_of
from pdf_formulas import is_formula, is_mathml
from refusal import Refused

SCRIPT_KEYS = {"/JS", "/JavaScript"}
REFUSED_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "script",
    "/SubmitForm": "form",
    "/ImportData": "form",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
    "/GoToE": "calls_out",
    "/GoToR": "other_file",
    "/Thread": "other_file",
}
MEDIA = {"/Movie", "/Sound", "/RichMedia", "/3D"}
ALONE = {"/GoTo", "/Named", "/SetOCGState", "/Hide", "/ResetForm", "/Trans"}  # what may happen without a press
# A quick look at the written form of an object; only what it finds is looked at closely.
SUSPECT = re.compile(
    rb"/(JS|JavaScript|XFA|Launch|SubmitForm|ImportData|GoTo[ER3]\w*|Thread|Rendition|Movie|Sound|RichMedia\w*|3D"
    rb"|EF|RichMediaContent|URI|Base|OpenAction|AA|Ref|FS)\b"
)
MAX_CHAIN = 50


def look_for_actions(pdf):
    """Raises Refused with what is found first; where it is a form that acts, the reason is that."""
    try:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                refuse_stream(thing)
                thing = thing.stream_dict
            if isinstance(thing, pikepdf.Object) and SUSPECT.search(thing.unparse(resolved=True)):
                refuse_actions(thing)
    except Refused as refusal:
        if refusal.reason == "script" and "/AcroForm" in pdf.Root and len(pdf.Root.AcroForm.get("/Fields", [])):
            raise Refused("form") from None
        raise


def refuse_stream(stream):
    """A file inside, or a stream whose content lies in another file, which a program would fetch."""
    if str(stream.get("/Type", "")) == "/EmbeddedFile" and not is_mathml(stream):
        raise Refused("embedded")
    if "/F" in stream or "/FFilter" in stream:
        raise Refused("calls_out", name_of(stream.get("/F", "")))


def refuse_actions(thing, depth=0):
    """Looks into direct objects only: what they refer to is looked at by itself."""
    if depth > 100:
        raise Refused("broken")
    if isinstance(thing, pikepdf.Array):
        inner = list(thing)
    elif isinstance(thing, pikepdf.Dictionary):
        refuse_dictionary(thing)
        inner = [value for _key, value in thing.items()]
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            refuse_actions(value, depth + 1)


def refuse_dictionary(thing):
    keys = set(thing.keys())
    kind = str(thing.get("/S", ""))
    refuse_files(thing, keys)
    if "/XFA" in keys:
        raise Refused("form")
    if keys & SCRIPT_KEYS:
        raise Refused("script")
    if str(thing.get("/Subtype", "")) in MEDIA and "/Rect" in keys:
        raise Refused("media")
    if "/OpenAction" in keys:
        refuse_alone(thing["/OpenAction"])
    if isinstance(thing.get("/AA"), pikepdf.Dictionary):
        for _trigger, action in thing["/AA"].items():
            refuse_alone(action)
    if kind in REFUSED_ACTIONS and (kind != "/Thread" or "/F" in keys):
        raise Refused(REFUSED_ACTIONS[kind], name_of(thing.get("/F", "")))
    refuse_links(thing)


def refuse_files(thing, keys):
    if "/RichMediaContent" in keys:
        raise Refused("media")
    if "/EF" in keys and not is_formula(thing):
        raise Refused("embedded")
    if str(thing.get("/FS", "")) == "/URL":
        raise Refused("calls_out", name_of(thing))
    reference = thing.get("/Ref")
    if isinstance(reference, pikepdf.Dictionary) and "/F" in reference:  # a page of another file, drawn in this one
        raise Refused("calls_out", name_of(reference["/F"]))


def refuse_links(thing):
    """Links to press, and the beginning that is put before all of them."""
    for key in ("/URI", "/Base"):
        if isinstance(thing.get(key), pikepdf.String) and (fault := fault_of(str(thing[key]))):
            raise Refused(fault, str(thing[key]))


def refuse_alone(action):
    """What happens when the file, a page or a field is opened, and what follows it."""
    for _step in range(MAX_CHAIN):
        if not isinstance(action, pikepdf.Dictionary):
            return  # a place in this file
        kind = str(action.get("/S", "/GoTo"))
        if kind not in ALONE and REFUSED_ACTIONS.get(kind, "other_file") == "other_file":
            raise Refused("calls_out", name_of(action.get("/URI") or action.get("/F", "")))
        following = action.get("/Next")
        if isinstance(following, pikepdf.Array):
            for each in following:
                refuse_alone(each)
            return
        action = following
    raise Refused("broken")


def name_of(file):
    """The name in a file specification, which is a text or a dictionary."""
    if isinstance(file, pikepdf.Dictionary):
        file = file.get("/UF", file.get("/F", ""))
    return str(file) if isinstance(file, (pikepdf.String, str)) else ""
