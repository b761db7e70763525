"""One heavy import at a time.

Two threads that import numpy, scipy, onnxruntime or Chroma for the first time at once break each other ("partially
initialized module"): seen, and it costs a first question its answer. So every first use holds this lock.
"""

from __future__ import annotations

import threading

LOADING = threading.RLock()
"""Held while an adapter imports and opens what it wraps."""
