"""Reading strangers' files: guarded before opening, parsed in a child process with little memory and time."""
