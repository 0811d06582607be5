"""From an HR file to people, positions and units: columns → rows → units and positions → plan → stored."""
