"""What stands between a patient's words and any reply: normalisation, rails, screening, episodes, routing."""
