"""`irwell demo`: an invented partnership on one loopback address."""

import argparse


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The demo's words."""
