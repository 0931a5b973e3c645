"""Files added to and removed from the folder of documents."""
