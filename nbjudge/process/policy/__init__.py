"""What of a student's may reach a test, and what of a test may reach a student."""
