"""Grant calls as readers meet them: where each stands, the lists of them, the file for calendars."""
