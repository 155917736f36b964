"""How wrong are the records of *this* corpus? A blind random sample, reviewed by people, and what follows from it."""
