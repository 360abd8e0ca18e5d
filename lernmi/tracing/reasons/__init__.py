"""Why a sensitivity is 0, or no finite number: the factors and the operations that made it so."""
