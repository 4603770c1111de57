"""Check an exported event log with nothing but the standard library.

    irwell audit export > log.jsonl && python scripts/verify_audit.py log.jsonl

Each line holds {"row": {...}, "previous": hash, "hash": hash}. A row's hash is SHA-256 over the previous
hash, a newline, and the row as JSON with sorted keys, no spaces and ASCII escapes. The first previous
hash is 64 zeros; row numbers rise by one.
"""

import hashlib
import json
import sys


def main(path: str) -> int:
    head, last = "0" * 64, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            row, seq = item["row"], item["row"]["seq"]
            body = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
            digest = hashlib.sha256(f"{item['previous']}\n{body}".encode()).hexdigest()
            if seq != last + 1 or item["previous"] != head or digest != item["hash"]:
                print(f"BROKEN at row {seq}")
                return 1
            head, last = digest, seq
    print(f"intact to row {last}, head {head}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
