"""Language models behind one small Protocol, `base.ChatModel`; `registry.chat_model` makes one.

Importing this imports no SDK. It knows nothing of interviews, rubrics or judges.
"""
