"""What each command is called with: its options and their help, a module for a group of commands.

Every one does its work in a module of `interviewer.cli`, loaded when it is called, so that nothing
heavy is imported for `--help`. `interviewer.cli.app` puts them in order.
"""
