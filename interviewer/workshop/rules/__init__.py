"""What `check` looks for, a module a subject; each rule is a function that explains itself."""
