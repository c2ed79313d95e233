"""Links to files that are not public yet, for those who work on them: good for an hour, and for that one file."""

from django.core import signing

LIFETIME = 60 * 60  # seconds
signer = signing.TimestampSigner(salt="files")


def signed_url(url):
    """The address of a file with a signature that stands in for its being public."""
    return f"{url}?s={signer.sign(url).removeprefix(f'{url}:')}"


def is_signed(request):
    """Whether the request carries a signature that is genuine, of this address, and not too old."""
    try:
        signer.unsign(f"{request.path}:{request.GET.get('s', '')[:200]}", max_age=LIFETIME)
    except signing.BadSignature:
        return False
    return True
