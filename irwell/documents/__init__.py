"""Files in: checked, scanned, sealed. Files out: Word, PDF."""
