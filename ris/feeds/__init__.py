"""What other programs follow: calendars, Atom feeds, the podcast."""
