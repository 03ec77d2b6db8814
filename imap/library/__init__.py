"""Publications and their files: who may have them, how they are cited and found."""
