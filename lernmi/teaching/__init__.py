"""Teaching: questions about a step, graded answers, hints."""
