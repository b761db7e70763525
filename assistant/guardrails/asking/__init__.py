"""What a message asks for, read by its build: what can be taken, what is asked of it, what makes it another."""
