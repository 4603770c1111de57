"""The practice review as data: sections of the terms, the plan to six months, themes, quality markers."""
