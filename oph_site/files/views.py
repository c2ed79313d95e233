from django.http import Http404


def document(request, pk, name, is_public):
    raise Http404


def cover(request, pk, is_public):
    raise Http404


def picture(request, pk, name, width, is_public):
    raise Http404
