"""What a change of the data means for the citizen: two boards, two files, and a board's past."""
