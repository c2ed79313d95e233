"""A copy of the public site as files that any web server can serve: what readers get when all else is down.

Pages are asked for in this process, not over the network, and written only where their bytes have changed; uploads and static
files are linked, not copied. Searches, filters and forms need the site itself: pages in their place say so, and whom to
write to (stand_ins.py). `manage.py mirror DIR` makes it, the worker keeps it (MIRROR_DIR).
"""
