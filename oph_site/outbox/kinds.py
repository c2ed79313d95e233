"""What each kind of message is called in the admin. The app that writes it adds the name in AppConfig.ready."""

KINDS = {}
LINK_MARK = "[link]"  # stands in stored messages where the worker writes the link of LINKS
LINKS = {}  # kind → function(message) that gives the link for its receiver alone; who reads the outbox sees the mark
SECRET_KINDS = set()  # whose text is for the receiver alone: with its link anybody could log in as them
