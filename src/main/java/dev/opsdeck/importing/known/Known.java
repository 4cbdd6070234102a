package dev.opsdeck.importing.known;

import java.util.Set;

/** Knows what some programs are for. It looks at words only; nothing is ever carried out. */
interface Known {
    /** Names of the programs, without folders. */
    Set<String> programs();

    Meaning read(Call call, Gathered system);
}
