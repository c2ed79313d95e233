class Refused(Exception):
    """The file is not taken. reason: a key of oph_site/files/refusals.py; about: what in the file it is, for the sentence."""

    def __init__(self, reason, about=""):
        super().__init__(reason)
        self.reason, self.about = reason, about
