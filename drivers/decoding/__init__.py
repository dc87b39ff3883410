"""From pictures to sightings: the engines, the ladder of passes, and the process that runs them."""
