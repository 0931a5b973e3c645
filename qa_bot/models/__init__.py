"""Texts → unit vectors: the offline models, or any LlamaIndex embedding."""

import os

# onnxruntime (1.31) collects telemetry: imported without this, it writes an identifier of the machine into the user's
# cache folder, and a database of what it would send.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
