"""Keys of cases, sealed fields, sealed files."""
