/** PostgreSQL, read only: what every database can tell, and the catalog's queries. */
@NullMarked
package dev.opsdeck.target.postgres;

import org.jspecify.annotations.NullMarked;
