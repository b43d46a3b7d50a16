"""Who and where: regions and their rules, organisations, sites, people and their roles, partnerships."""
