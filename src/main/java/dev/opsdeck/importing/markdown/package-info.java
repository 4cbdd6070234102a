/** A Markdown document as sections with texts, lists, tables and blocks of code. */
@NullMarked
package dev.opsdeck.importing.markdown;

import org.jspecify.annotations.NullMarked;
