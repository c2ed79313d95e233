"""Serving uploads: the same headers in the demo and in production, nothing that is not public without a signature."""

from hashlib import sha256

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from oph_site import lifetimes
from oph_site.files.models import COVER_WIDTHS, Document, Picture
from oph_site.files.ranges import NotSatisfiable, asked_range, pieces
from oph_site.files.signatures import is_signed, signed_url

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Accept-Ranges": "bytes",
}
IN_BROWSERS = 60  # seconds: the pages of one visit show the same pictures


@require_safe
def document(request, pk, name, is_public, instead_of):
    """PDFs open in the browser, which can show them safely; office files are saved.

    instead_of(request, pk): the answer in place of a file that is not public (any more), or None.
    """
    document = get_object_or_404(Document, pk=pk)
    public = is_public(pk)
    if not public and not is_signed(request):
        if answered := instead_of(request, pk):
            return answered
        raise Http404
    if name != document.name:
        return moved(document.get_absolute_url(), public)
    as_attachment = document.kind != Document.Kind.PDF
    headers = {"Content-Disposition": content_disposition_header(as_attachment, document.name) or "inline"}
    if document.language:
        headers["Content-Language"] = document.language
    return answer(request, document.stored_name, public, headers)


@require_safe
def document_by_identity(request, pk, is_public):
    """/~/file/<pk>/ : a link that survives a new title. One that is not public does not tell its name."""
    document = get_object_or_404(Document, pk=pk)
    if not is_public(pk):
        raise Http404
    return HttpResponseRedirect(document.get_absolute_url())


@require_safe
def cover(request, pk, width, is_public):
    document = get_object_or_404(Document, pk=pk)
    public = allowed(request, is_public(pk))
    if not document.has_cover or width not in COVER_WIDTHS:
        raise Http404
    return answer(request, document.stored_cover(width), public)


@require_safe
def picture(request, pk, name, width, is_public):
    picture = get_object_or_404(Picture, pk=pk)
    public = allowed(request, is_public(pk))
    if width not in picture.widths:
        raise Http404
    if name != picture.slug:
        return moved(picture.url(width), public)
    return answer(request, picture.stored_name(width), public)


def allowed(request, public):
    """Passes `public` on; 404 for what is neither public nor signed for."""
    if not public and not is_signed(request):
        raise Http404
    return public


def moved(url, public):
    """301 to the right name; for what is not public yet a signature of its own, and no memory of it."""
    if public:
        return HttpResponsePermanentRedirect(url)
    return HttpResponseRedirect(signed_url(url), headers={"Cache-Control": "private, no-store"})


def answer(request, stored_name, public, headers=None):
    """The stored bytes, all or the range that is asked for. A proxy may send them instead (ACCEL_REDIRECT).

    The response has `stored_name`: the mirror links the file itself.
    """
    response = sent(request, stored_name, public, headers)
    response.stored_name = stored_name
    return response


def sent(request, stored_name, public, headers):
    etag = f'"{sha256(stored_name.encode()).hexdigest()[:16]}"'  # stored names are never used again
    headers = (
        HEADERS
        | (headers or {})
        | {
            "Content-Type": CONTENT_TYPES[stored_name.rpartition(".")[2]],
            "Cache-Control": lifetimes.public(browsers=IN_BROWSERS) if public else "private, no-store",
            "ETag": etag,
        }
    )
    if settings.ACCEL_REDIRECT:
        return HttpResponse(headers=headers | {"X-Accel-Redirect": settings.ACCEL_REDIRECT + stored_name})
    try:
        size = default_storage.size(stored_name)
    except FileNotFoundError as error:
        raise Http404 from error
    try:
        start, end = asked_range(request, size, etag)
    except NotSatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Length"] = str(end - start)
    is_part = end - start < size
    if is_part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    # Compressing what is compressed already would only lose the length and the ranges.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    body = [] if request.method == "HEAD" else pieces(default_storage.open(stored_name), start, end)
    return StreamingHttpResponse(body, status=206 if is_part else 200, headers=headers)
