"""Another system's OParl, read: its addresses walked, its faults survived, each object made regular. No database."""
