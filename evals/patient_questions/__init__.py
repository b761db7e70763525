"""Asks the patient questions through `kap ask --jsonl`; judges replies by route, facts, dosing and citation."""
