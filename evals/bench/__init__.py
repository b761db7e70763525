"""What a guarded, stored turn costs beside the bare LangChain retriever call it contains."""
