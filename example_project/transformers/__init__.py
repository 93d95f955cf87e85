"""Steps from one frame to the next; none of them changes the frame it is given."""
