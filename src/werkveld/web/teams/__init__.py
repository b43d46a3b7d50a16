"""Teams of a challenge: what students wish and get, and how coordinators form them."""
