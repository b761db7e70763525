"""The model card of the assistant, written from a stored run."""
