"""The invented city of Lauterfels: data, a recorded sitting, and the script that made the recording."""
