"""The writing half of the importer: from objects that were found to rows of ours, and the runs that bring them."""
