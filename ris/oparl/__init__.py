"""OParl 1.1, both ways: the server that others read, and the importer that mirrors other systems here."""
