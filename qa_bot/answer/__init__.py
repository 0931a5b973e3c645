"""From a question to an answer: analysis, candidate sentences, claims, proven citations, differences."""
