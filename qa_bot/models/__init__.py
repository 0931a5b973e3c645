"""Texts → unit vectors: the offline default model, and the door for any other."""

import os

# onnxruntime (1.31) gathers telemetry: imported without this, it names the machine by a file in the user's cache folder
# and queues what it would send in a database beside it.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
