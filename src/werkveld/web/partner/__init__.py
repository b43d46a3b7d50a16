"""The desk of a company, a care organisation, a school that asks and hosts."""
