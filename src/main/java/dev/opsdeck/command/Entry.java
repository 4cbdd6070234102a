package dev.opsdeck.command;

import dev.opsdeck.catalog.Risk;
import java.util.List;

/**
 * One command, for help and completion.
 *
 * @param word what it is called; access rules call it the action
 * @param usage arguments and options in the usual notation
 * @param summary what it does, in one sentence
 * @param examples whole command texts
 * @param risk the least risk that it has
 */
public record Entry(String word, String usage, String summary, List<String> examples, Risk risk) {}
