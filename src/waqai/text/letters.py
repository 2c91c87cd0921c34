"""The letters of Arabic by name, for grammar that speaks of letters: classes of verbs, particles of one letter, endings.

All of them as :func:`waqai.text.normalise.fold` leaves them, except the carriers of hamza and the alef maksura, which only
words that have not been folded yet can hold.
"""

from __future__ import annotations

from typing import Final

HAMZA: Final = "\N{ARABIC LETTER HAMZA}"
ALEF_MADDA: Final = "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
ALEF_HAMZA: Final = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
WAW_HAMZA: Final = "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}"
YEH_HAMZA: Final = "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}"
ALEF: Final = "\N{ARABIC LETTER ALEF}"
BEH: Final = "\N{ARABIC LETTER BEH}"
TEH: Final = "\N{ARABIC LETTER TEH}"
TEH_MARBUTA: Final = "\N{ARABIC LETTER TEH MARBUTA}"
SEEN: Final = "\N{ARABIC LETTER SEEN}"
TAH: Final = "\N{ARABIC LETTER TAH}"
FEH: Final = "\N{ARABIC LETTER FEH}"
KAF: Final = "\N{ARABIC LETTER KAF}"
LAM: Final = "\N{ARABIC LETTER LAM}"
MEEM: Final = "\N{ARABIC LETTER MEEM}"
NOON: Final = "\N{ARABIC LETTER NOON}"
WAW: Final = "\N{ARABIC LETTER WAW}"
YEH: Final = "\N{ARABIC LETTER YEH}"
ALEF_MAKSURA: Final = "\N{ARABIC LETTER ALEF MAKSURA}"

ARTICLE: Final = ALEF + LAM
CONJUNCTIONS: Final = (WAW, FEH)  # written onto the next word
PREPOSITIONS: Final = (BEH, LAM, KAF)

SERVANT: Final = "\N{ARABIC LETTER AIN}" + BEH + "\N{ARABIC LETTER DAL}"  # begins a name of two words, written in one or two

HYPHENS: Final = ("-", "\N{EN DASH}", "/")  # between the adjectives of two states

NISBA: Final = (YEH, YEH + TEH_MARBUTA)  # a relational adjective, masculine and feminine
DUAL: Final = ALEF + NOON
OBLIQUE: Final = YEH + NOON  # of the dual and of the sound masculine plural alike
PLURAL: Final = WAW + NOON
FEMININE_PLURAL: Final = ALEF + TEH
HER: Final = "\N{ARABIC LETTER HEH}" + ALEF  # the pronoun "her, its" on a noun or verb
