package io.adjourn.spool;

/** What a segment consists of. */
sealed interface Piece {

    /**
     * A record.
     *
     * @param entry what it says
     * @param at where it begins
     */
    record Whole(Entry entry, Position at) implements Piece {}

    /**
     * Bytes that were records once, or cannot be shown not to have been.
     *
     * @param from where they begin; its offset is the first that is lost
     * @param to the first byte behind them
     * @param records how many records were in them, at least 1
     */
    record Damaged(Position from, long to, long records) implements Piece {}

    /**
     * Bytes at the end of the last write before a crash: it was never finished, so nothing in it was acknowledged.
     *
     * @param from where they begin
     * @param to the first byte behind them
     */
    record Torn(Position from, long to) implements Piece {}
}
