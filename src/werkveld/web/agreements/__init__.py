"""The practice agreement on a page that fits a phone: read it and sign it. Every party comes through this door."""
