"""OParl 1.1 out: what an anonymous visitor may see, for other programs (docs/api.md)."""
