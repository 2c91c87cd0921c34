"""Commands: arguments to functions, answers to standard output, notices to standard error."""
