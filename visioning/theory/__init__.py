"""A theory of action as one plain object, and everything that is made of it: diagram, outline, narrative, holes, files. Pure."""
