"""The plan through the year: a line for each measure each tertial, what the year gave, and the plan of the next one."""
