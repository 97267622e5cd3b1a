"""The papers of Lauterfels, one module per matter that goes on over several sittings."""
