"""What each kind of message is called in the admin. The app that writes it adds the name in AppConfig.ready."""

KINDS = {}
SECRET_KINDS = set()  # whose text is for the receiver alone: with its link anybody could log in as them
