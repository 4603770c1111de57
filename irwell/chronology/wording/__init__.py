"""The wording of records: the terms of the field, names, places and numbers in a text."""
