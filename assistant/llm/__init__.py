"""A language model that plans and writes, held to the evidence. Off unless the settings name one."""
