/** The interfaces of lambdas that programs hand to the API; all are serializable and may throw. */
package io.millrace.function;
