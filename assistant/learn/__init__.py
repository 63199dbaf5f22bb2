"""What is fitted on a pack: its passages' questions, its turns, its judge; the command is ``zhengtu learn``."""
