"""What pages are made of: template tags, the form renderer, charts, the choice of colours."""
