/** Puts the engine together: settings, views, queries; the only package that may know all others. */
package io.millrace.engine.session;
