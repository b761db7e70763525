"""How the audit trail was chained before revision 0003."""

from __future__ import annotations

import hashlib
import json


def plainly_chained(*fields: object) -> str:
    """The hash of one row without any secret."""
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
