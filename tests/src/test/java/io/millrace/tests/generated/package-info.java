/**
 * Questions that are drawn and put to both engines: {@link io.millrace.tests.generated.Signatures} says how functions may be
 * called, {@link io.millrace.tests.generated.Drawing} draws calls over a {@link io.millrace.tests.generated.DrawnTable},
 * {@link io.millrace.tests.generated.Interview} (the part that is ported to Spark) answers them,
 * {@link io.millrace.tests.generated.Examination} finds who is to blame for a difference, and
 * {@link io.millrace.tests.generated.Shrinker} makes a case of it.
 */
package io.millrace.tests.generated;
