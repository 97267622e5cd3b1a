"""System checks with hints: what a newcomer or an operator must mend before this installation can work."""
