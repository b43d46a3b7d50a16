"""The page on which a person makes or ends the secret address of the own calendar."""
