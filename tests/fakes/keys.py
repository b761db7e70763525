"""The master key of tests."""

from __future__ import annotations

import base64

from assistant.adapters.master_keys import parsed

KEY = base64.urlsafe_b64encode(b"a key for tests and nothing else").decode()
KEYS = parsed([KEY])
