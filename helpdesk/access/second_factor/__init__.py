"""The second factor: six digits of an app, or one of ten codes on paper.

allauth keeps the row and knows the arithmetic; what happens, who must and what is recorded is ours.
"""
