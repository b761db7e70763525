"""Cases, alerts and who hears of them."""
