"""Panels of the radar inside pages of others."""
