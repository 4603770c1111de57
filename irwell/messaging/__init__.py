"""Notices that leave, and signed links for people without an account."""
