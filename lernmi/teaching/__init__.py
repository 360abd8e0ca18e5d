"""Teaching: questions about a step, graded; classic bugs and their diagnosis; worksheets, marked."""
