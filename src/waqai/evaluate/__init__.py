"""How good the reader is: test sentences, annotated articles, and the floors that the figures may not fall under.

``cases`` scores sentences written for the purpose, ``gold`` annotated articles with the scorer that lies beside them,
``seed`` checks the article that started the project point by point, ``gate`` prints it all and compares it with
``floors.toml``.
"""
