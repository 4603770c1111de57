"""Tests of the anonymisation engine."""
