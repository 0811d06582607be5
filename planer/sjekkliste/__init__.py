"""The joint checklist of leader and unions for a plan [KS]."""
