"""Ask your own documents, and see for each answer the exact words that it rests on."""
