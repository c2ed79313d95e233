"""Enquiries in several states, made by the same acts as real ones."""


def load(*, by):
    """Written once visits/enquiries.py stands."""
