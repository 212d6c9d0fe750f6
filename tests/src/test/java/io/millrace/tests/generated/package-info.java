/**
 * Questions that are drawn and put to both engines: {@link io.millrace.tests.generated.Signatures} says how functions may be
 * called, {@link io.millrace.tests.generated.Drawing} draws calls over {@linkplain io.millrace.tests.generated.Types types},
 * {@linkplain io.millrace.tests.generated.Column columns} and {@linkplain io.millrace.tests.generated.Values values}, all
 * arbitraries of jqwik, {@link io.millrace.tests.generated.Interview} (the part that is ported to Spark) answers them,
 * {@link io.millrace.tests.generated.Examination} finds who is to blame for a difference, {@link
 * io.millrace.tests.generated.OpenAnswers} knows where there are several right answers, {@link
 * io.millrace.tests.generated.Excuses} where Spark has none, and {@link io.millrace.tests.generated.Shrinker} makes a case of
 * it.
 *
 * <p>jqwik draws and shrinks, but its engine does not run the test. A property of jqwik ends at the first example that
 * fails, and tries one at a time; here a dozen questions go to Spark together, most disagreements of a run are known and
 * must not end it, and each of the others is shrunk by itself. So a JUnit test takes values out of generators, as a
 * {@link net.jqwik.api.Shrinkable} each, and follows what these shrink to.
 */
package io.millrace.tests.generated;
