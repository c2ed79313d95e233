"""What the pages of the visit service show beside their texts: facts from the rules, prices, weeks, programmes.

`kinds.py` has a function for each kind of page; what they read is in `rows.py`, what the search finds in `texts.py`.
"""
