"""Static files during an update: pages of the new release name files that came after this process had started."""

from pathlib import Path

from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise knows the files that were there when it started; what it does not know is looked for once more."""

    def __call__(self, request):
        url = request.path_info
        if url.startswith(self.static_prefix) and url not in self.files and not self.autorefresh:
            self.look_for(url)
        return super().__call__(request)

    def look_for(self, url):
        path = Path(self.static_root) / url.removeprefix(self.static_prefix)
        if self.url_is_canonical(url) and path.is_relative_to(self.static_root) and self.is_file(path):
            self.files[url] = self.get_static_file(str(path), url)

    def is_file(self, path):
        try:
            return path.is_file() and path.suffix not in (".gz", ".br")
        except (OSError, ValueError):  # a name that is too long, or holds NUL
            return False
