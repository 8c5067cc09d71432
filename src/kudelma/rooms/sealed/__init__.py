"""Under lock: text that only the running application can read.

AES-256-GCM, bound to the model, field and row it belongs to, so that a value moved to another row
does not open. Exact search goes by a keyed hash. Fields that can identify a person say what they
are for and how long they are kept. What does not live here: who may see a value (each room's access).
"""
