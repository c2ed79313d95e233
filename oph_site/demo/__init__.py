"""The demonstration content: text files that a translator can read, and what loads them into an empty site."""
