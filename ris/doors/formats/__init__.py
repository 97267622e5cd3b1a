"""Documents are read by foreign parsers in a process of its own, with limits: what a file does to a parser stays there."""
