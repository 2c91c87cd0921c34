"""Reading: a pure function from article to record, in steps that each add to a draft (see ``pipeline.py``)."""
