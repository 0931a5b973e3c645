"""Files put into the folder of documents, and taken out of it with undo. The only place that writes into the folder."""
