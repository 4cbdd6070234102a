package dev.opsdeck.catalog;

/** Where something stands in a file; line and column from 1, both 0 for the file as a whole. */
record Place(int line, int column) {
    static final Place WHOLE_FILE = new Place(0, 0);
}
