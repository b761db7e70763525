"""What the evaluator's page asks for: stored runs read lazily, and single cases put again."""
