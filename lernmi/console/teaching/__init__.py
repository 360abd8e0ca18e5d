"""The teacher's commands, with what they print: bugs, diagnosis, comparisons, worksheets, marks."""
