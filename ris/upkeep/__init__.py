"""Watching over the installation: health, metrics, log lines, headers, and the facts that the status page tells."""
