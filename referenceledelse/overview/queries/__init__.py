"""What several of the overview's pages and tables ask; knows rows and no reader."""
