"""What each kind of message is called in the admin. The app that writes it adds the name in AppConfig.ready."""

KINDS = {}
