"""What people are told: written in the transaction of the deed, sent after it."""
